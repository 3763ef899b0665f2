import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, choiceOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { defineCommand } from './define.ts';

const TYPES = ['auto', 'bool', 'json', 'none', 'num', 'str'] as const;

const OPTIONS = {
  default_type: choiceOption(...TYPES),
  fill_null: booleanOption,
  include_internal: booleanOption,
  output_field: textOption,
};

/** `num(bytes)`: how the values of the fields (wildcards allowed) are written. */
export type JsonField = Node<'JsonField', { type?: (typeof TYPES)[number]; field: FieldName }>;

export type Tojson = Node<
  'Tojson',
  {
    /** Empty: all fields. */
    fields: readonly JsonField[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const tojson = defineCommand<Tojson>({
  name: 'tojson',
  doc: {
    syntax:
      'tojson [<type>(<field>)|<field>]... [default_type=<type>] [fill_null=<bool>] [include_internal=<bool>] [output_field=<field>]',
    summary: 'Writes the fields of each result as a JSON object into one field.',
    source: 'Splunk Search Reference, tojson',
  },
  stands: 'later',
  parse: readTojson,
});

const TYPED = /(auto|bool|json|none|num|str)\s*\(/iy;

function readTojson(cursor: Cursor): Tojson {
  const options = optionBag(cursor, 'tojson', OPTIONS);
  const fields: JsonField[] = [];
  while (!cursor.atEnd()) {
    if (options.read() || cursor.symbol(',')) continue;
    fields.push(readJsonField(cursor));
  }
  return { kind: 'Tojson', fields, options: options.values, span: cursor.span() };
}

function readJsonField(cursor: Cursor): JsonField {
  const start = cursor.mark();
  const name = cursor.read(TYPED)?.[1]?.toLowerCase();
  const type = TYPES.find((candidate) => candidate === name);
  const field = cursor.expectFieldName();
  if (type === undefined) return { kind: 'JsonField', field, span: cursor.span(start) };
  cursor.expectSymbol(')');
  return { kind: 'JsonField', type, field, span: cursor.span(start) };
}
