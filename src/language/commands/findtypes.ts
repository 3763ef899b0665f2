import { booleanOption, integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { max: integerOption, notcovered: booleanOption, useraw: booleanOption };

export type Findtypes = Plain<'Findtypes', typeof OPTIONS>;

export const findtypes = defineCommand<Findtypes>({
  name: 'findtypes',
  doc: {
    syntax: 'findtypes max=<count> [notcovered] [useraw]',
    summary: 'Proposes event types for the results.',
    source: 'Splunk Search Reference, findtypes',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Findtypes', 'findtypes', OPTIONS, { words: [0, 2] }),
  unsupported: 'event types are configured, not proposed',
});
