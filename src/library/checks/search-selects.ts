import { noticeCheck } from './notice-check.ts';

export const searchSelects = noticeCheck({
  name: 'search-selects',
  severity: 'warning',
  code: 'SPL413',
  explanation:
    'The search reads all events of its indexes or of a data model, and no command leaves any result out. As a ' +
    'detection it finds whatever happens. A condition on statistics (where count > 10) is one like any other, and so ' +
    'is a sourcetype.',
  hint: 'name what is looked for: values of fields, or a condition on the statistics',
});
