import type { Row, Value } from '../../src/language/index.ts';

/** What the first difference between two answers is; undefined for equal ones. Fractions may differ by rounding. */
export function differences(found: readonly Row[], expected: readonly Row[]): string | undefined {
  if (found.length === 0) return 'no rows at all';
  if (found.length !== expected.length) return `${found.length} rows, not ${expected.length}`;
  for (const [index, row] of found.entries()) {
    const other = expected[index] ?? {};
    const names = new Set([...Object.keys(row), ...Object.keys(other)]);
    const wrong = [...names].find((name) => !isSame(row[name], other[name]));
    if (wrong !== undefined) return `row ${index}, ${wrong}: ${String(row[wrong])}, not ${String(other[wrong])}`;
  }
  return undefined;
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  return JSON.stringify(a) === JSON.stringify(b);
}
