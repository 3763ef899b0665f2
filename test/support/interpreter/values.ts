/** A value of a row; NULL is null, a multivalue a non-empty list. */
export type Cell = string | number | boolean | null | readonly string[];

export type Cells = ReadonlyMap<string, Cell>;

const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export function toNumber(value: Cell): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && NUMERIC.test(value) ? Number(value) : null;
}

export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Ascending; NULL last. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a), String(b));
}

/** A text that tells values of one type apart, for grouping. */
export function keyOf(values: readonly Cell[]): string {
  return JSON.stringify(values);
}
