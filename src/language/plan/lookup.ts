import { nearest } from '../../shared/nearest.ts';
import type { Expr, Named, Plan } from '../ir.ts';
import { extend, join, select } from './build.ts';
import type { LookupTable, PlanContext } from './context.ts';
import { unify } from './convert.ts';
import { call, choose, coalesce, isNull, text } from './expr.ts';
import { isJoinable, joinable } from './lookup-join.ts';
import { matchedKeys } from './lookup-rows.ts';
import type { LookupUse } from './lookup-use.ts';
import { fieldOf, visibleColumns } from './schema.ts';

/**
 * Adds the outputs of a lookup. Where all that is asked for is equality, the lookup is joined; else the distinct
 * combinations of key values are looked up row by row, and what they find is joined.
 *
 * Source: Splunk Search Reference, lookup.
 */
export async function addLookup(input: Plan, use: LookupUse, context: PlanContext): Promise<Plan> {
  warnOfColumns(use, context);
  const sides = isJoinable(input, use) ? await joinable(input, use, context) : await matchedKeys(input, use, context);
  const { left, right, on, hit, outputs } = sides;
  const joined = join(left, right, 'left', on);
  const added = use.outputs.map(({ field }, at): Named => {
    const value = withDefault(outputs[at] ?? text(''), hit, use.table);
    const existing = fieldOf(left.schema, field);
    return { name: field, expr: use.keepsExisting ? coalesce(...unify([existing, value])) : value };
  });
  const extended = extend(joined, added);
  const kept = visibleColumns(extended.schema).map(({ name }) => name);
  return select(extended, kept, left.schema.isOpen || use.table.schema.isOpen);
}

/** A result without a key was not looked up: nothing matches it. */
function withDefault(value: Expr, hit: Expr, { defaultMatch, minMatches }: LookupTable): Expr {
  if (defaultMatch === undefined || minMatches === 0) return value;
  const defaults = Array.from({ length: minMatches }, () => text(defaultMatch));
  const filled = minMatches === 1 ? text(defaultMatch) : call('multi', 'multi', ...defaults);
  const [given = value, otherwise = filled] = unify([value, filled]);
  return choose(isNull(hit), otherwise, given);
}

function warnOfColumns({ name, table, keys, outputs }: LookupUse, { environment }: PlanContext): void {
  const { columns, isOpen } = table.schema;
  if (isOpen || columns.length === 0) return;
  const known = new Set(columns.map((column) => column.name));
  for (const { column } of [...keys, ...outputs]) {
    if (known.has(column)) continue;
    const near = nearest(column, known);
    const hint = near === undefined ? {} : { hint: `did you mean "${near}"?` };
    environment.warn?.(`the lookup "${name}" has no column "${column}"`, { code: 'SPL411', field: column, ...hint });
  }
}
