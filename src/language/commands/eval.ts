import type { Assignment, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readAssignments } from '../parse/eval.ts';
import { assign } from '../plan/assign.ts';
import type { PlanContext } from '../plan/context.ts';
import { readByAnyText, withoutSubsearches } from '../plan/eval-subsearch.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

export type Eval = Node<'Eval', { assignments: readonly Assignment[] }>;

export const evalCommand = defineCommand<Eval>({
  name: 'eval',
  doc: {
    syntax: 'eval <field>=<eval expression> [, <field>=<eval expression>]...',
    summary: 'Sets fields to the values of expressions, from left to right.',
    source: 'Splunk Search Reference, eval',
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Eval', assignments: readAssignments(cursor), span: cursor.span() }),
  plan: planEval,
});

async function planEval(node: Eval, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const values = node.assignments.map(({ value }) => value);
  let plan = await readByAnyText(resultsOf(given), values, context);
  // Each assignment sees the ones before it.
  for (const assignment of node.assignments) {
    plan = await assign(plan, await withoutSubsearches(assignment, context), context);
  }
  return plan;
}
