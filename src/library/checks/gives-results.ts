import { noticeCheck } from './notice-check.ts';

export const givesResults = noticeCheck({
  name: 'gives-results',
  severity: 'warning',
  code: 'SPL409',
  explanation:
    'One of the commands lets no result through, whatever the events are, so that the search never finds anything: a ' +
    'condition that is never true, a join over a field that one side lacks, or groups of a field that no result has.',
  hint: 'mend the command at the place that is shown',
});
