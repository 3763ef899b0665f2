import { booleanOption, integerOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { overwrite: booleanOption, max: integerOption, keepsingle: booleanOption };

export type Selfjoin = Plain<'Selfjoin', typeof OPTIONS>;

export const selfjoin = defineCommand<Selfjoin>({
  name: 'selfjoin',
  doc: {
    syntax: 'selfjoin [overwrite=<bool>] [max=<count>] [keepsingle=<bool>] <field>...',
    summary: 'Joins results with each other that have the same values.',
    source: 'Splunk Search Reference, selfjoin',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Selfjoin', 'selfjoin', OPTIONS, { words: [1, MANY] }),
});
