import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { optionBag, textOption } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { value: textOption };

export type Fillnull = Node<
  'Fillnull',
  {
    /** Text that takes the place of NULL; Splunk's default is `0`. */
    value: string;
    /** Empty: every field that occurs in the results. */
    fields: readonly FieldName[];
  }
>;

export const fillnull = defineCommand<Fillnull>({
  name: 'fillnull',
  doc: {
    syntax: 'fillnull [value=<text>] [<field>...]',
    summary: 'Gives fields without a value a fixed one.',
    source: 'Splunk Search Reference, fillnull',
  },
  stands: 'later',
  parse: readFillnull,
});

function readFillnull(cursor: Cursor): Fillnull {
  const options = optionBag(cursor, 'fillnull', OPTIONS);
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList());
  while (options.read());
  return { kind: 'Fillnull', value: options.values.value ?? '0', fields, span: cursor.span() };
}
