import type { FieldName, Node } from '../ast.ts';
import type { NamedWindow, Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { extend, window } from '../plan/build.ts';
import { asNumber, unify } from '../plan/convert.ts';
import { choose, column, isNothing, isNotNull } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf, freshName } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

/** Without `as` the totals replace the field. */
export type Accum = Node<'Accum', { field: FieldName; as?: FieldName }>;

export const accum = defineCommand<Accum>({
  name: 'accum',
  doc: {
    syntax: 'accum <field> [AS <name>]',
    summary: 'Adds the running total of a field.',
    source: 'Splunk Search Reference, accum',
    options: { AS: 'the field that gets the total; left out: the total replaces the number' },
  },
  stands: 'later',
  parse: readAccum,
  plan: planAccum,
});

/** Results without a number in the field have no total, and add nothing to those of others. */
function planAccum(node: Accum, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const value = asNumber(fieldOf(input.schema, node.field.name));
  if (isNothing(value)) return input;
  const name = freshName('total', input.schema);
  const total: NamedWindow = { name, type: 'number', fn: 'sum', argument: value, frame: { following: 0 } };
  const target = node.as?.name ?? node.field.name;
  const [sum = value, other = value] = unify([column(name, 'number'), fieldOf(input.schema, target)]);
  return extend(window(input, [], [total]), [{ name: target, expr: choose(isNotNull(value), sum, other) }]);
}

function readAccum(cursor: Cursor): Accum {
  const field = cursor.expectFieldName();
  if (cursor.keyword('as') === undefined) return { kind: 'Accum', field, span: cursor.span() };
  const as = cursor.expectFieldName('a name after AS');
  return { kind: 'Accum', field, as, span: cursor.span() };
}
