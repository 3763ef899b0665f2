import type { Check } from './check.ts';
import { modelFields } from './model-fields.ts';
import { codesOf, problemOf } from './select.ts';

const codes = codesOf(['SPL1', 'SPL2', 'SPL3', 'SQL'], modelFields.codes);

export const searchCompiles: Check = {
  name: 'search-compiles',
  severity: 'error',
  codes,
  explanation:
    'The search does not parse, calls a macro, lookup or data model that does not exist, or uses what karst does not ' +
    'run. Splunk would refuse it too, unless the code is one of SPL301 to SPL304: these name what karst lacks.',
  hint: 'mend the search at the place that is shown',
  find: ({ trial }) => problemOf(trial, codes),
};
