import { Problem } from '../../shared/problem.ts';
import type { FieldName } from '../ast.ts';
import type { Command } from '../commands/index.ts';
import type { PlannedCommand } from '../plan/context.ts';
import { nearestField } from './absent-fields.ts';

/** Columns that a lookup is asked for and does not have, where those that it has are known. */
export function* lookupColumns({ node, context }: PlannedCommand): Generator<Problem> {
  if (node.kind !== 'Lookup') return;
  const { table, keys, outputs } = node as Extract<Command, { kind: 'Lookup' }>;
  const schema = context.environment.catalog.lookup?.(table.name)?.schema;
  if (schema === undefined || schema.isOpen || schema.columns.length === 0) return;
  const known = schema.columns.map(({ name }) => name);
  const asked: readonly FieldName[] = [...keys, ...outputs].map(({ column }) => column);
  for (const { name, span } of asked) {
    if (known.includes(name)) continue;
    const message = `the lookup "${table.name}" has no column "${name}"`;
    yield new Problem('SPL411', message, { span, hint: nearestField(name, known) });
  }
}
