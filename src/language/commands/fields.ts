import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { defineCommand } from './define.ts';

export type Fields = Node<
  'Fields',
  {
    /** `fields - …`: the named fields go; otherwise they alone stay. */
    isRemoval: boolean;
    names: readonly FieldName[];
  }
>;

export const fields = defineCommand<Fields>({
  name: 'fields',
  doc: {
    syntax: 'fields [+|-] <field>[, <field>]...',
    summary: 'Keeps or removes fields. Internal fields stay unless they are removed by name.',
    source: 'Splunk Search Reference, fields',
  },
  stands: 'later',
  parse: readFields,
});

function readFields(cursor: Cursor): Fields {
  const isRemoval = cursor.symbol('-');
  if (!isRemoval) cursor.symbol('+');
  const names = cursor.fieldList();
  if (names.length === 0) cursor.failExpected('a field name');
  return { kind: 'Fields', isRemoval, names, span: cursor.span() };
}
