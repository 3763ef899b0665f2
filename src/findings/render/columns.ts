import type { Row } from '../../language/index.ts';

/** Rows that are looked at before the columns are fixed, where no plan says them. */
const ROWS_LOOKED_AT = 1000;

/** The columns of rows that arrive one by one. */
export interface ColumnFinder {
  /** Takes a row, and gives the rows that can be written now: none while the columns are still open. */
  readonly add: (row: Row) => readonly Row[];
  /** The rows that still wait. */
  readonly rest: () => readonly Row[];
  /** In first-seen order. Fixed once `add` has given rows. */
  readonly columns: () => readonly string[];
  /** Fields seen after the columns were fixed. */
  readonly omitted: () => readonly string[];
}

/** With `known`, these columns; otherwise the union of those of the first rows. */
export function findColumns(known: readonly string[] | undefined, rowsLookedAt = ROWS_LOOKED_AT): ColumnFinder {
  const columns = new Set(known);
  const omitted = new Set<string>();
  let waiting: Row[] = [];
  let isFixed = known !== undefined;

  function flush(): readonly Row[] {
    const rows = waiting;
    waiting = [];
    isFixed = true;
    return rows;
  }

  return {
    add: (row) => {
      if (isFixed) {
        for (const name of Object.keys(row)) if (!columns.has(name)) omitted.add(name);
        return [row];
      }
      for (const name of Object.keys(row)) columns.add(name);
      waiting.push(row);
      return waiting.length < rowsLookedAt ? [] : flush();
    },
    rest: flush,
    columns: () => [...columns],
    omitted: () => [...omitted],
  };
}
