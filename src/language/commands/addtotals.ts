import { booleanOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  row: booleanOption,
  col: booleanOption,
  labelfield: textOption,
  label: textOption,
  fieldname: textOption,
};

export type Addtotals = Plain<'Addtotals', typeof OPTIONS>;

export const addtotals = defineCommand<Addtotals>({
  name: 'addtotals',
  doc: {
    syntax: 'addtotals [row=<bool>] [col=<bool>] [labelfield=<field>] [label=<text>] [fieldname=<field>] [<field>...]',
    summary: 'Adds the sum of the numeric fields of each result, or a result with the sums of each field.',
    source: 'Splunk Search Reference, addtotals',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Addtotals', 'addtotals', OPTIONS, { words: [0, MANY] }),
});
