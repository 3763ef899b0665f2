import { textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { labelfield: textOption, label: textOption };

export type Addcoltotals = Plain<'Addcoltotals', typeof OPTIONS>;

export const addcoltotals = defineCommand<Addcoltotals>({
  name: 'addcoltotals',
  doc: {
    syntax: 'addcoltotals [labelfield=<field>] [label=<text>] [<field>...]',
    summary: 'Appends a result with the sums of the numeric fields.',
    source: 'Splunk Search Reference, addcoltotals',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Addcoltotals', 'addcoltotals', OPTIONS, { words: [0, MANY] }),
});
