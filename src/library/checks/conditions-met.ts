import { noticeCheck } from './notice-check.ts';

export const conditionsMet = noticeCheck({
  name: 'conditions-met',
  severity: 'warning',
  code: 'SPL407',
  explanation:
    'No result can meet the condition: the field never has the value, two values are asked for at once, a range holds ' +
    'no number, or a value is to be missing that every result has. The results that it was to find are not found.',
  hint: 'compare with a value that it can have, or leave it out',
});
