import type { Expr, NamedWindow, Plan } from '../ir.ts';
import { filter, rowNumber, union, window } from './build.ts';
import { and, call, coalesce, column, number, text } from './expr.ts';
import { fieldOf, freshName, visibleColumns } from './schema.ts';
import { wholeValue } from './whole-value.ts';

/**
 * Results of one side or both: `union` those of either, `intersect` those of both, `diff` those of one alone. Each
 * comes once. Two are the same where all of their fields are, `_time` among them.
 *
 * Source: Splunk Search Reference, set.
 */
export function setOf(operation: 'union' | 'intersect' | 'diff', left: Plan, right: Plan): Plan {
  const all = union([left, right]);
  const sides = all.order[0]?.column ?? '';
  const side = column(sides, 'number');
  const keys = visibleColumns(all.schema).map(({ name }) => comparable(fieldOf(all.schema, name)));
  const [rank, from, to] = ['rank', 'first side', 'last side'].map((title) => freshName(title, all.schema));
  if (rank === undefined || from === undefined || to === undefined) return all;
  const bound = (name: string, fn: 'min' | 'max'): NamedWindow => {
    return { name, type: 'number', fn, argument: side, frame: 'partition' };
  };
  const counted = window(all, keys, [rowNumber(rank), bound(from, 'min'), bound(to, 'max')]);
  const isFirst = call('numberEquals', 'boolean', column(rank, 'number'), number(1));
  const isOneSided = call('numberEquals', 'boolean', column(from, 'number'), column(to, 'number'));
  switch (operation) {
    case 'union':
      return filter(counted, isFirst);
    case 'intersect':
      return filter(counted, and(isFirst, call('not', 'boolean', isOneSided)));
    case 'diff':
      return filter(counted, and(isFirst, isOneSided));
  }
}

/** NULL equals NULL here, and no text. */
function comparable(value: Expr): Expr {
  return coalesce(wholeValue(value), text('\u0002'));
}
