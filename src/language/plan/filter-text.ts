import type { Plan, Row, Value } from '../ir.ts';
import type { PlanContext } from './context.ts';

/** One result whose field `search` is the text that the results make. */
export async function searchText(
  input: Plan,
  textOf: (rows: readonly Row[]) => string,
  limit: number,
  { environment }: PlanContext,
): Promise<Plan> {
  return await environment.transform(input, {
    schema: () => ({ columns: [{ name: 'search', type: 'text' }], isOpen: false }),
    run: async function* (batches) {
      const rows: Row[] = [];
      for await (const batch of batches) rows.push(...batch.slice(0, limit - rows.length));
      yield [{ search: textOf(rows) }];
    },
  });
}

/** A comparison as a search reads it back. */
export function comparisonText(field: string, value: string): string {
  return `${/^[\w.:{}-]+$/.test(field) ? field : quoted(field)}=${quoted(value)}`;
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

export function valueTexts(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}
