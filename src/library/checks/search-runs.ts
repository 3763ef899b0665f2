import type { Check } from './check.ts';
import { codesOf, problemOf } from './select.ts';

const codes = codesOf(['EN']);

export const searchRuns: Check = {
  name: 'search-runs',
  severity: 'error',
  codes,
  explanation:
    'The search was planned, but the database refused its statement when it ran over tables without events: a fault ' +
    'of karst, or a regular expression that cannot be run.',
  hint: 'run karst explain on the file to see the statement, and report it',
  find: ({ trial }) => problemOf(trial, codes),
};
