import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

export type Table = Node<'Table', { names: readonly FieldName[] }>;

export const table = defineCommand<Table>({
  name: 'table',
  doc: {
    syntax: 'table <field>[, <field>]...',
    summary: 'Keeps exactly these fields, as columns in this order.',
    source: 'Splunk Search Reference, table',
  },
  stands: 'later',
  parse: readTable,
});

function readTable(cursor: Cursor): Table {
  const names = cursor.fieldList();
  if (names.length === 0) cursor.failExpected('a field name');
  return { kind: 'Table', names, span: cursor.span() };
}
