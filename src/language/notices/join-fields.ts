import { Problem } from '../../shared/problem.ts';
import type { CommandNode } from '../ast.ts';
import type { Command } from '../commands/index.ts';
import type { Plan } from '../ir.ts';
import type { PlannedCommand } from '../plan/context.ts';
import { mayHave, visibleColumns } from '../plan/schema.ts';
import { nearestField } from './absent-fields.ts';

type Join = Extract<Command, { kind: 'Join' }>;

/** Fields of a join that one of its sides cannot have: nothing is ever joined. `outputs`: what commands give. */
export function* joinFields(
  { node, input }: PlannedCommand,
  outputs: ReadonlyMap<CommandNode, Plan>,
): Generator<Problem> {
  if (node.kind !== 'Join') return;
  const { fields, subsearch } = node as Join;
  const last = subsearch.commands.at(-1);
  const inner = last === undefined ? undefined : outputs.get(last);
  for (const { name, span } of fields) {
    for (const [side, plan] of [
      ['results before it', input],
      ['results of its subsearch', inner],
    ] as const) {
      if (plan === undefined || mayHave(plan.schema, name)) continue;
      const known = visibleColumns(plan.schema).map((column) => column.name);
      const message = `join compares "${name}", which the ${side} do not have: nothing is joined`;
      yield new Problem('SPL410', message, { span, hint: nearestField(name, known) });
    }
  }
}
