import { integerOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { sup: integerOption, conf: numberOption };

export type Arules = Plain<'Arules', typeof OPTIONS>;

export const arules = defineCommand<Arules>({
  name: 'arules',
  doc: {
    syntax: 'arules [sup=<count>] [conf=<n>] <field>...',
    summary: 'Finds rules by which values of fields go together.',
    source: 'Splunk Search Reference, arules',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Arules', 'arules', OPTIONS, { words: [2, MANY] }),
});
