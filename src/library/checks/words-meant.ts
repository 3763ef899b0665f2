import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { noticesOf } from './select.ts';

const codes: readonly ErrorCode[] = ['SPL401'];

export const wordsMeant: Check = {
  name: 'words-meant',
  severity: 'warning',
  codes,
  explanation:
    'A word of the search was probably meant otherwise: an operator in small letters, a command without the pipe ' +
    'before it, a wildcard where expressions have none. The search runs as it is written.',
  hint: 'put the word between quotation marks where it is meant as a word',
  find: ({ trial }) => noticesOf(trial, codes),
};
