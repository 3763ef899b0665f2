import type { FieldName, Node } from '../ast.ts';
import type { Plan, Row } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, choiceOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import type { PlanContext } from '../plan/context.ts';
import { resultsOf } from '../plan/input.ts';
import { type JsonType, jsonOf } from '../plan/json-object.ts';
import { withKnownFields } from '../plan/kept.ts';
import { byCodePoint, isInternal, matchWildcard, visibleColumns } from '../plan/schema.ts';
import { eachRow, type NewRow, stream } from '../plan/tabulate.ts';
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
    options: {
      '<type>(<field>)':
        'how values are written: auto (as what they look like), bool, json (texts that are JSON), none (as they are), num, str; what does not fit is left out',
      default_type: 'the type of fields that none is given for; none',
      fill_null: 'whether what is left out becomes null; false',
      include_internal: 'whether wildcards stand for internal fields too, such as _time; false',
      output_field: 'the field that gets the object; _raw',
    },
    differs: 'keys stand in the order of the fields listed, those of a wildcard in alphabetical order',
  },
  stands: 'later',
  parse: readTojson,
  plan: planTojson,
});

async function planTojson(node: Tojson, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const input = await withKnownFields(resultsOf(given), context);
  const { output_field: output = '_raw', fill_null: fillsNull = false } = node.options;
  const members = membersOf(
    visibleColumns(input.schema).map(({ name }) => name),
    node,
  );
  const skipped = fillsNull ? 'null' : undefined;
  async function* written(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const pairs = [...members].flatMap(([name, type]) => {
        const value = row[name];
        const json = value === undefined ? skipped : jsonOf(value, type, skipped);
        return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
      });
      yield new Map([...Object.entries(row), [output, `{${pairs.join(',')}}`]]);
    }
  }
  const kept = visibleColumns(input.schema).filter(({ name }) => name !== output);
  return await stream(input, [...kept, { name: output, type: 'text' }], written, context, 'each');
}

/** The fields that become keys, with their types: a field that is named several times has the first one. */
function membersOf(names: readonly string[], { fields, options }: Tojson): ReadonlyMap<string, JsonType> {
  const { default_type: fallback = 'none', include_internal: hasInternal = false } = options;
  const members = new Map<string, JsonType>();
  const listed = fields.length > 0 ? fields.map(({ field, type }) => ({ pattern: field.name, type })) : EVERYTHING;
  for (const { pattern, type = fallback } of listed) {
    const patterns = hasInternal && pattern.startsWith('*') ? [pattern, `_${pattern}`] : [pattern];
    for (const name of [...names].sort(byCodePoint)) {
      const isMeant = patterns.some((one) => matchWildcard(one, name) !== undefined);
      if (isMeant && !members.has(name) && (hasInternal || !isInternal(name) || pattern === name)) {
        members.set(name, type);
      }
    }
  }
  return members;
}

const EVERYTHING: readonly { readonly pattern: string; readonly type?: JsonType }[] = [{ pattern: '*' }];

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
