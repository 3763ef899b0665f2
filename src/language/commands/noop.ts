import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
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
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Noop', 'noop', OPTIONS),
  // It changes no results: the results stay as they are.
  plan: (_node, input) => resultsOf(input),
});
