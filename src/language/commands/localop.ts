import { type Plain, readPlain } from '../parse/plain.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Localop = Plain<'Localop', typeof OPTIONS>;

export const localop = defineCommand<Localop>({
  name: 'localop',
  doc: {
    syntax: 'localop',
    summary: 'Runs what follows on the search head alone.',
    source: 'Splunk Search Reference, localop',
    differs: 'it has no effect: there is one place alone where searches run',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Localop', 'localop', OPTIONS),
  // There is one place alone where searches run: the results stay as they are.
  plan: (_node, input) => resultsOf(input),
});
