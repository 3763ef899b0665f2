import { noticeCheck } from './notice-check.ts';

export const lookupColumnsExist = noticeCheck({
  name: 'lookup-columns-exist',
  severity: 'warning',
  code: 'SPL411',
  explanation:
    'A lookup is asked for a column that it does not have: its file has no such column in its header, its collection ' +
    'does not list it. Splunk ends the search; karst gives the field no value.',
  hint: 'name a column that the lookup has',
});
