import { booleanOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { events: booleanOption };

export type History = Plain<'History', typeof OPTIONS>;

export const history = defineCommand<History>({
  name: 'history',
  doc: {
    syntax: 'history [events=<bool>]',
    summary: 'Reads the searches that a user ran before.',
    source: 'Splunk Search Reference, history',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'History', 'history', OPTIONS),
  unsupported: 'searches are not recorded here',
});
