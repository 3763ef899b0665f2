import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, optionBag } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { allrequired: booleanOption };

export type Strcat = Node<
  'Strcat',
  {
    /** Fields, and (quoted) texts. */
    sources: readonly FieldName[];
    target: FieldName;
    /** Whether a result without one of the fields is left alone. */
    areAllRequired: boolean;
  }
>;

export const strcat = defineCommand<Strcat>({
  name: 'strcat',
  doc: {
    syntax: 'strcat [allrequired=<bool>] <field or "text">... <target field>',
    summary: 'Joins fields and texts into one field.',
    source: 'Splunk Search Reference, strcat',
  },
  stands: 'later',
  parse: readStrcat,
});

function readStrcat(cursor: Cursor): Strcat {
  const options = optionBag(cursor, 'strcat', OPTIONS);
  options.readAll();
  const sources = cursor.fieldList();
  const target = sources.pop();
  if (target === undefined || sources.length === 0) cursor.failExpected('a field, and the field to set');
  return {
    kind: 'Strcat',
    sources,
    target,
    areAllRequired: options.values.allrequired ?? false,
    span: cursor.span(),
  };
}
