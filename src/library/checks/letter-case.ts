import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { noticesOf } from './select.ts';

const codes: readonly ErrorCode[] = ['SPL408'];

export const letterCase: Check = {
  name: 'letter-case',
  severity: 'warning',
  codes,
  explanation:
    'where and eval compare texts with letter case, and the commands before give this one in other letters: behind lower() no text has capitals. The comparison is never true.',
  hint: 'write the text in the letters that the value has',
  find: ({ trial }) => noticesOf(trial, codes),
};
