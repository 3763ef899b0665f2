import { type DuckDBDataChunk, DuckDBListValue, type DuckDBResult, type DuckDBValue } from '@duckdb/node-api';
import type { Column, Row, Value } from '../language/index.ts';

/** Rows of a result, a batch at a time. The columns are those of the plan, in its order. */
export async function* readRows(result: DuckDBResult, columns: readonly Column[]): AsyncGenerator<readonly Row[]> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    yield rowsOf(chunk, columns);
  }
}

function rowsOf(chunk: DuckDBDataChunk, columns: readonly Column[]): readonly Row[] {
  const vectors = columns.map(({ name }, index) => ({ name, values: chunk.getColumnValues(index) }));
  return Array.from({ length: chunk.rowCount }, (_, index) => {
    // Without a prototype a field called __proto__ is a field like any other.
    const row: Record<string, Value> = Object.create(null) as Record<string, Value>;
    for (const { name, values } of vectors) {
      const value = cellValue(values[index] ?? null);
      if (value !== undefined) row[name] = value;
    }
    return row;
  });
}

/** A value as rows hold it: undefined for NULL, a list of one as its value. */
function cellValue(value: DuckDBValue): Value | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  if (!(value instanceof DuckDBListValue)) return undefined;
  const items = value.items.filter((item): item is string => typeof item === 'string');
  return items.length > 1 ? items : items[0];
}
