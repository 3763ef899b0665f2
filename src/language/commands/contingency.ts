import { booleanOption, integerOption, numberOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  maxrows: integerOption,
  maxcols: integerOption,
  mincolcover: numberOption,
  minrowcover: numberOption,
  usetotal: booleanOption,
  totalstr: textOption,
};

export type Contingency = Plain<'Contingency', typeof OPTIONS>;

export const contingency = defineCommand<Contingency>({
  name: 'contingency',
  aliases: ['counttable', 'ctable'],
  doc: {
    syntax:
      'contingency [maxrows=<count>] [maxcols=<count>] [mincolcover=<n>] [minrowcover=<n>] [usetotal=<bool>] [totalstr=<text>] <field> <field>',
    summary: 'Counts how often the values of two fields occur together.',
    source: 'Splunk Search Reference, contingency',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Contingency', 'contingency', OPTIONS, { words: [2, 2] }),
});
