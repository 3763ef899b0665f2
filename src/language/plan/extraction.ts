import type { Plan, Row, Schema, Value } from '../ir.ts';
import type { PlanContext } from './context.ts';
import { optimise } from './optimise.ts';
import { mayHave, visibleColumns } from './schema.ts';

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
export async function extractFields(input: Plan, extraction: Extraction, { environment }: PlanContext): Promise<Plan> {
  if (!mayHave(input.schema, extraction.field)) return input;
  return await environment.transform(optimise(input), {
    schema: (schema: Schema) => ({ columns: visibleColumns(schema), isOpen: true }),
    run: async function* (batches) {
      for await (const batch of batches) yield batch.map((row) => extended(row, extraction));
    },
  });
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
