import type { Plan } from '../ir.ts';
import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  log_debug: textOption,
  remote_log_fetch: textOption,
  sample_ratio: integerOption,
  search_optimization: booleanOption,
  set_ttl: textOption,
};

export type Noop = Plain<'Noop', typeof OPTIONS>;

export const noop = defineCommand<Noop>({
  name: 'noop',
  doc: {
    syntax: 'noop [sample_ratio=<n>] [search_optimization=<bool>]',
    summary: 'Does nothing: for tests and settings of the search process.',
    source: 'Splunk Search Reference, noop',
    options: {
      log_debug: 'what Splunk logs',
      remote_log_fetch: 'whose logs Splunk fetches',
      sample_ratio: 'how many events Splunk reads one of',
      search_optimization: 'whether Splunk optimises the search',
      set_ttl: 'how long Splunk keeps the results',
    },
    differs: 'its settings have no effect; a sample_ratio above 1 is refused',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Noop', 'noop', OPTIONS),
  plan: planNoop,
});

/** Its settings are of Splunk's search process; only a sample would be other results. */
function planNoop(node: Noop, given: Plan | undefined): Plan {
  const { sample_ratio: ratio = 1 } = node.options;
  if (ratio > 1)
    fail('SPL303', 'karst does not run searches over a sample of the events', node.span, 'leave sample_ratio out');
  return resultsOf(given);
}
