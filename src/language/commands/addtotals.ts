import type { Plan } from '../ir.ts';
import { booleanOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { addColumnTotals, addRowTotal, summedFields } from '../plan/totals.ts';
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
    options: {
      row: 'whether each result has its sum; true where it is left out',
      col: 'whether a last result has the sum of each field; false where it is left out',
      labelfield: 'the field of that result that says what it is; none where it is left out',
      label: 'what it says; `Total`',
      fieldname: 'the field that has the sum of a result; `Total`',
    },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Addtotals', 'addtotals', OPTIONS, { words: [0, MANY] }),
  plan: planAddtotals,
});

async function planAddtotals(node: Addtotals, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { row, col, fieldname, label, labelfield } = node.options;
  const input = await withKnownFields(resultsOf(given), context);
  const names = summedFields(input, node.words);
  const withRow = row === false ? input : addRowTotal(input, names, fieldname ?? 'Total');
  if (col !== true) return withRow;
  const sums = row === false ? names : [...names, fieldname ?? 'Total'];
  return await addColumnTotals(
    withRow,
    sums,
    { ...(labelfield && { labelField: labelfield }), label: label ?? 'Total' },
    context,
  );
}
