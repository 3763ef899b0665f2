import type { Plan } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { addColumnTotals, summedFields } from '../plan/totals.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { labelfield: textOption, label: textOption };

export type Addcoltotals = Plain<'Addcoltotals', typeof OPTIONS>;

export const addcoltotals = defineCommand<Addcoltotals>({
  name: 'addcoltotals',
  doc: {
    syntax: 'addcoltotals [labelfield=<field>] [label=<text>] [<field>...]',
    summary: 'Appends a result with the sums of the numeric fields.',
    source: 'Splunk Search Reference, addcoltotals',
    options: {
      labelfield: 'the field of the last result that says what it is; none where it is left out',
      label: 'what it says; `Total`',
    },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Addcoltotals', 'addcoltotals', OPTIONS, { words: [0, MANY] }),
  plan: planAddcoltotals,
});

async function planAddcoltotals(node: Addcoltotals, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { label, labelfield } = node.options;
  const input = await withKnownFields(resultsOf(given), context);
  const labelled = { ...(labelfield && { labelField: labelfield }), label: label ?? 'Total' };
  return await addColumnTotals(input, summedFields(input, node.words), labelled, context);
}
