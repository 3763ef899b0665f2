import { noticeCheck } from './notice-check.ts';

export const fieldsGiven = noticeCheck({
  name: 'fields-given',
  severity: 'warning',
  code: 'SPL406',
  explanation:
    'A command reads a field that no command before it gives: behind stats, tstats, table, fields and their kin there ' +
    'are those fields alone that they name. The field has no value in any result: comparing with it is never true, ' +
    'and grouping by it gives no results.',
  hint: 'name a field that the command before gives, or keep the field there',
});
