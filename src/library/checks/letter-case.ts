import { noticeCheck } from './notice-check.ts';

export const letterCase = noticeCheck({
  name: 'letter-case',
  severity: 'warning',
  code: 'SPL408',
  explanation:
    'where and eval compare texts with letter case, and the commands before give this one in other letters: behind ' +
    'lower() no text has capitals. The comparison is never true.',
  hint: 'write the text in the letters that the value has',
});
