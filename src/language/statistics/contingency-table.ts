import type { NewRow, NewTable } from '../plan/tabulate.ts';

export interface ContingencyShape {
  /** The field whose values become rows. */
  readonly rowField: string;
  readonly rowValues: readonly string[];
  readonly columnValues: readonly string[];
  /** What the sums are called; absent: there are none. */
  readonly total?: string;
}

/** Counts of two values that occur together, under construction. */
export interface ContingencyTable {
  /** Pairs of which one value is not in the table are left out. */
  add(row: string, column: string, count: number): void;
  /** Rows and columns by their sums, greatest first, then in the order in which their values were given. */
  result(): NewTable;
}

/** How an empty text is shown. Source: Splunk Search Reference, contingency. */
const EMPTY = 'EMPTY_STR';

/** A table of counts with all its cells, 0 where two values never occur together. */
export function contingencyTable({ rowField, rowValues, columnValues, total }: ContingencyShape): ContingencyTable {
  const cells = new Map(rowValues.map((value) => [value, new Map<string, number>()]));
  const rowSums = new Map(rowValues.map((value) => [value, 0]));
  const columnSums = new Map(columnValues.map((value) => [value, 0]));
  const titleOf = (value: string): string => {
    const shown = value === '' ? EMPTY : value;
    return shown === rowField || shown === total || shown.startsWith('_') ? `VALUE_${shown}` : shown;
  };
  return {
    add: (row, column, count) => {
      const [cellsOfRow, rowSum, columnSum] = [cells.get(row), rowSums.get(row), columnSums.get(column)];
      if (cellsOfRow === undefined || rowSum === undefined || columnSum === undefined) return;
      cellsOfRow.set(column, (cellsOfRow.get(column) ?? 0) + count);
      rowSums.set(row, rowSum + count);
      columnSums.set(column, columnSum + count);
    },
    result: () => {
      const columns = byCount(columnSums);
      const rows = byCount(rowSums).map((value): NewRow => {
        const figures = columns.map((column): [string, number] => [
          titleOf(column),
          cells.get(value)?.get(column) ?? 0,
        ]);
        const sum: [string, number][] = total === undefined ? [] : [[total, rowSums.get(value) ?? 0]];
        return new Map<string, string | number>([[rowField, value === '' ? EMPTY : value], ...figures, ...sum]);
      });
      if (total !== undefined && rows.length > 0) rows.push(totals(rowField, total, columns, titleOf, columnSums));
      return { columns: [rowField, ...columns.map(titleOf), ...(total === undefined ? [] : [total])], rows };
    },
  };
}

function byCount(sums: ReadonlyMap<string, number>): readonly string[] {
  return [...sums].sort(([, a], [, b]) => b - a).map(([value]) => value);
}

function totals(
  rowField: string,
  total: string,
  columns: readonly string[],
  titleOf: (value: string) => string,
  sums: ReadonlyMap<string, number>,
): NewRow {
  const figures = columns.map((column): [string, number] => [titleOf(column), sums.get(column) ?? 0]);
  const all = [...sums.values()].reduce((sum, count) => sum + count, 0);
  return new Map<string, string | number>([[rowField, total], ...figures, [total, all]]);
}
