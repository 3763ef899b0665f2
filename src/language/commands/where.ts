import type { EvalExpr, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readCondition } from '../parse/eval.ts';
import { filter } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { lowerCondition } from '../plan/eval.ts';
import { withLookups } from '../plan/eval-lookups.ts';
import { readByAnyText, runEvalSubsearches } from '../plan/eval-subsearch.ts';
import { evalCondition, evalTerms, type Gate } from '../plan/gate.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

export type Where = Node<'Where', { condition: EvalExpr }>;

export const where = defineCommand<Where>({
  name: 'where',
  doc: {
    syntax: 'where <eval expression>',
    summary: 'Keeps the results for which a Boolean expression is true.',
    source: 'Splunk Search Reference, where',
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Where', condition: readCondition(cursor), span: cursor.span() }),
  plan: planWhere,
  gate: whereGate,
});

async function planWhere(node: Where, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const condition = await runEvalSubsearches(node.condition, true, context);
  const read = await readByAnyText(resultsOf(given), [node.condition], context);
  const { plan: input, expr, without } = await withLookups(read, condition, context);
  return without(filter(input, lowerCondition(expr, { context, schema: input.schema })));
}

async function whereGate(node: Where, given: Plan | undefined, context: PlanContext): Promise<Gate> {
  const condition = await runEvalSubsearches(node.condition, true, context);
  const read = await readByAnyText(resultsOf(given), [node.condition], context);
  const { plan: rows, expr } = await withLookups(read, condition, context);
  const scope = { context, schema: rows.schema };
  return { rows, conditions: evalTerms(expr).map((term) => evalCondition(term, scope)) };
}
