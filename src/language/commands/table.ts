import type { FieldName, Node } from '../ast.ts';
import type { Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { project } from '../plan/build.ts';
import { resultsOf } from '../plan/input.ts';
import { expandNames, fieldOf, hasWildcard } from '../plan/schema.ts';
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
  plan: planTable,
});

function planTable(node: Table, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const listed = node.names.flatMap(({ name }) => (hasWildcard(name) ? expandNames(input.schema, name) : [name]));
  const columns = [...new Set(listed)].map((name) => ({ name, expr: fieldOf(input.schema, name) }));
  // What a wildcard stands for shows only when the data is there.
  const isOpen = input.schema.isOpen && node.names.some(({ name }) => hasWildcard(name));
  return project(input, columns, isOpen);
}

function readTable(cursor: Cursor): Table {
  const names = cursor.fieldList();
  if (names.length === 0) cursor.failExpected('a field name');
  return { kind: 'Table', names, span: cursor.span() };
}
