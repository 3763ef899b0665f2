import type { ErrorCode } from '../../shared/codes.ts';
import type { Check } from './check.ts';
import { noticesOf } from './select.ts';

const codes: readonly ErrorCode[] = ['SPL204'];

export const modelFields: Check = {
  name: 'model-fields',
  severity: 'warning',
  codes,
  explanation:
    'The search names a field that its data model does not have. Splunk runs it all the same: the field has no value ' +
    'in any result, and grouping by it gives no results at all.',
  hint: 'name a field that the data model has, with the name of its dataset before it',
  find: ({ trial }) => noticesOf(trial, codes),
};
