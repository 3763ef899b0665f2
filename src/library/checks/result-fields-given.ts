import { noticeCheck } from './notice-check.ts';

export const resultFieldsGiven = noticeCheck({
  name: 'result-fields-given',
  severity: 'warning',
  code: 'SPL412',
  coveredBy: ['CT202', 'CT203', 'CT205'],
  explanation:
    'The message, a risk or threat object, the throttling or a drilldown names a field that the results of the search ' +
    'do not have: its last commands do not give it. The token stays as it is written, the object has no value, and a ' +
    'detection without its risk object adds no risk. The text of the search may name the field all the same, in a ' +
    'comment or a condition, which is all that its publisher looks for.',
  hint: 'have the search give the field, or name one that it gives',
});
