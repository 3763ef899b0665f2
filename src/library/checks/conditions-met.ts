import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { noticesOf } from './select.ts';

const codes: readonly ErrorCode[] = ['SPL407'];

export const conditionsMet: Check = {
  name: 'conditions-met',
  severity: 'warning',
  codes,
  explanation:
    'No result can meet the condition: the field never has the value, two values are asked for at once, a range holds no number, or a value is to be missing that every result has. The results that it was to find are not found.',
  hint: 'compare with a value that it can have, or leave it out',
  find: ({ trial }) => noticesOf(trial, codes),
};
