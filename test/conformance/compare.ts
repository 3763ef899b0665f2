import type { Row, Value } from '../../src/language/index.ts';
import type { Case, CaseRow, CaseValue } from './cases.ts';

/** What a search gave: its columns in order, and its rows. */
export interface Outcome {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Why an outcome is not the expected one, or nothing. */
export function difference(expected: Case, outcome: Outcome): string | undefined {
  const rows = expected.expect ?? [];
  if (outcome.rows.length !== rows.length) return `${outcome.rows.length} rows instead of ${rows.length}`;
  const { columns, absent = [] } = expected;
  if (columns !== undefined && columns.join('\n') !== outcome.columns.join('\n')) {
    return `columns ${outcome.columns.join(', ')} instead of ${columns.join(', ')}`;
  }
  const present = absent.find((name) => outcome.rows.some((row) => row[name] !== undefined));
  if (present !== undefined) return `field ${present} should be absent`;
  const areSame = expected.ordered === true ? inOrder(rows, outcome.rows) : inAnyOrder(rows, outcome.rows);
  return areSame ? undefined : 'rows differ';
}

function inOrder(expected: readonly CaseRow[], actual: readonly Row[]): boolean {
  return expected.every((row, index) => sameRow(row, actual[index] ?? {}));
}

/** Pairs each expected row with a row of its own. Rows name few fields, so that one can fit several. */
function inAnyOrder(expected: readonly CaseRow[], actual: readonly Row[]): boolean {
  const [first, ...others] = expected;
  if (first === undefined) return true;
  return actual.some((row, index) => sameRow(first, row) && inAnyOrder(others, actual.toSpliced(index, 1)));
}

/** Only the fields that the expected row lists count. */
function sameRow(expected: CaseRow, actual: Row): boolean {
  return Object.entries(expected).every(([name, value]) => sameValue(value, actual[name]));
}

const NUMERIC = /^[+-]?(?:0|[1-9]\d*)?(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TOLERANCE = 1e-9;

function sameValue(expected: CaseValue, actual: Value | undefined): boolean {
  if (expected === null || actual === undefined) return expected === null && actual === undefined;
  const [a, b] = [valuesOf(expected), valuesOf(actual)];
  return a.length === b.length && a.every((value, index) => sameText(value, b[index] ?? ''));
}

function valuesOf(value: CaseValue | Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function sameText(a: string, b: string): boolean {
  if (a === b) return true;
  if (!isNumeric(a) || !isNumeric(b)) return false;
  const [x, y] = [Number(a), Number(b)];
  return Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
}

function isNumeric(value: string): boolean {
  return /\d/.test(value) && NUMERIC.test(value);
}
