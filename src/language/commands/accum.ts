import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

/** Without `as` the totals replace the field. */
export type Accum = Node<'Accum', { field: FieldName; as?: FieldName }>;

export const accum = defineCommand<Accum>({
  name: 'accum',
  doc: {
    syntax: 'accum <field> [AS <name>]',
    summary: 'Adds the running total of a field.',
    source: 'Splunk Search Reference, accum',
  },
  stands: 'later',
  parse: readAccum,
});

function readAccum(cursor: Cursor): Accum {
  const field = cursor.expectFieldName();
  if (cursor.keyword('as') === undefined) return { kind: 'Accum', field, span: cursor.span() };
  const as = cursor.expectFieldName('a name after AS');
  return { kind: 'Accum', field, as, span: cursor.span() };
}
