import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { noticesOf } from './select.ts';

const codes: readonly ErrorCode[] = ['SPL409'];

export const givesResults: Check = {
  name: 'gives-results',
  severity: 'error',
  codes,
  explanation:
    'One of the commands lets no result through, whatever the events are, so that the search never finds anything: a condition that is never true, or groups of a field that no result has.',
  hint: 'mend the command at the place that is shown',
  find: ({ trial }) => noticesOf(trial, codes),
};
