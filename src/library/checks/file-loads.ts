import type { Check } from './check.ts';

export const fileLoads: Check = {
  name: 'file-loads',
  severity: 'error',
  codes: ['CT001', 'CT002', 'CT003', 'CT004', 'CT005', 'CT006'],
  explanation:
    'The file cannot be read, is not valid YAML, lacks a key that its kind must have, has one of the wrong type, or ' +
    'carries the name of another file. Nothing of it is used.',
  hint: 'compare it with a file of the same kind that loads',
  find: ({ loading }) => loading,
};
