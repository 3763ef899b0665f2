import { type NamedAggregate, type Plan, type Row, type Schema, SEQUENCE, type Value } from '../ir.ts';
import { aggregate, extend, filter, join, sort } from './build.ts';
import type { FieldsRead, PlanContext } from './context.ts';
import { asText, unify } from './convert.ts';
import { coalesce, column, isNotNull } from './expr.ts';
import { optimise } from './optimise.ts';
import { onlyRead } from './read-later.ts';
import { fieldOf, findColumn, freshName, mayHave, visibleColumns } from './schema.ts';

/** Fields found in a text, by name. */
export type Extracted = ReadonlyMap<string, Value>;

/** How the fields of a text are found. */
export interface Extraction {
  /** The field whose text is read. A multivalue is read value by value, and the values found are put together. */
  readonly field: string;
  /** Whether a field that a result has already stays as it is. */
  readonly keepsExisting: boolean;
  read(text: string): Extracted;
}

/** Adds the fields that the text of a field holds. Which ones there are shows only in the results. */
export async function extractFields(input: Plan, extraction: Extraction, context: PlanContext): Promise<Plan> {
  const { environment } = context;
  if (!mayHave(input.schema, extraction.field)) return input;
  if (environment.isAheadOfData !== true && findColumn(input.schema, extraction.field)?.type !== 'multi') {
    return await fromDistinctTexts(input, extraction, context);
  }
  return await environment.transform(optimise(input), {
    lineage: 'each',
    schema: (schema: Schema) => ({ columns: visibleColumns(schema), isOpen: true }),
    run: async function* (batches) {
      for await (const batch of batches) yield batch.map((row) => extended(row, extraction));
    },
  });
}

/** The column of a text among those of the fields found in it, which begin with another letter. */
const TEXT = 'text';
const FOUND = 'found ';

/** Only the texts leave the database, each of them once; what was found in them is joined to the results. */
async function fromDistinctTexts(given: Plan, extraction: Extraction, context: PlanContext): Promise<Plan> {
  const { environment } = context;
  const later = await context.readLater();
  const input = await environment.stage(optimise(onlyRead(given, later, [extraction.field])));
  const value = asText(fieldOf(input.schema, extraction.field));
  const place = freshName('place');
  const first: NamedAggregate = { name: place, type: 'number', fn: 'min', argument: column(SEQUENCE, 'number') };
  const texts = aggregate(filter(input, isNotNull(value)), [{ name: TEXT, expr: value }], [first]);
  const found = await environment.transform(
    optimise(sort(texts, [{ expr: column(place, 'number'), isDescending: false }])),
    {
      lineage: 'aside',
      schema: (schema: Schema) => ({ columns: visibleColumns(schema), isOpen: true }),
      run: async function* (batches) {
        for await (const batch of batches) yield batch.map((row) => fieldsOf(String(row[TEXT]), extraction, later));
      },
    },
  );
  const names = visibleColumns(found.schema);
  const hidden = names.map(({ name, type }) => ({ name: freshName(name, input.schema), expr: column(name, type) }));
  const schema = { columns: hidden.map(({ name, expr }) => ({ name, type: expr.type })), isOpen: false };
  const side: Plan = { op: 'Project', input: found, columns: hidden, order: [], schema };
  const key = hidden.find((_, at) => names[at]?.name === TEXT);
  if (key === undefined) return input;
  const joined = join(input, side, 'left', [{ left: value, right: column(key.name, 'text') }]);
  const fields = hidden.flatMap((one, at) => {
    if (one === key) return [];
    const name = (names[at]?.name ?? '').slice(FOUND.length);
    const [old, fresh] = [fieldOf(input.schema, name), column(one.name, one.expr.type)];
    return [{ name, expr: coalesce(...unify(extraction.keepsExisting ? [old, fresh] : [fresh, old])) }];
  });
  return extend(joined, fields);
}

function fieldsOf(text: string, { read }: Extraction, later: FieldsRead): Row {
  const found = [...read(text)].filter(([name]) => later === 'all' || later.has(name));
  return { [TEXT]: text, ...Object.fromEntries(found.map(([name, value]) => [`${FOUND}${name}`, value])) };
}

function extended(row: Row, { field, keepsExisting, read }: Extraction): Row {
  const value = row[field];
  if (value === undefined) return row;
  const found = new Map<string, Value>();
  for (const text of typeof value === 'object' ? value : [String(value)]) addValues(found, read(text));
  const added = Object.fromEntries(found);
  return keepsExisting ? { ...added, ...row } : { ...row, ...added };
}

/** Values of a name that is there already come behind those it has. */
function addValues(found: Map<string, Value>, more: Extracted): void {
  for (const [name, value] of more) {
    const before = found.get(name);
    found.set(name, before === undefined ? value : [before, value].flat().map(String));
  }
}
