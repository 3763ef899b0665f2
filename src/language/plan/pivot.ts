import type { Row, Value } from '../ir.ts';
import { byCodePoint } from './schema.ts';
import type { NewRow, NewTable } from './tabulate.ts';

export interface PivotOptions {
  /** Fields that stay: results with the same values in them become one row. */
  readonly row: readonly string[];
  /** The field whose values become columns. */
  readonly series: string;
  /** Fields whose values go into the cells; of two for one cell the last one counts. */
  readonly values: readonly string[];
  /** The name of a column, from its series and the field of its cells. */
  title(series: string, value: string): string;
  /** Series that come last, in this order. */
  readonly last?: readonly string[];
  /** What is in a cell that nothing fills; undefined leaves it empty. */
  filler?(value: string): Value | undefined;
  /** Whether a row ends where the values of its fields change, also where they come again. */
  readonly isGrouped?: boolean;
}

/** Makes a wide table of a long one. Rows come as they first appeared; series in alphabetical order. */
export function pivot(rows: readonly Row[], options: PivotOptions): NewTable {
  const table = new Map<string, NewRow>();
  const series = new Set<string>();
  let run = 0;
  let before: string | undefined;
  for (const row of rows) {
    const key = JSON.stringify(options.row.map((name) => row[name] ?? null));
    if (options.isGrouped === true && key !== before) run++;
    before = key;
    const made = rowOf(table, `${run} ${key}`, row, options.row);
    const name = seriesOf(row[options.series]);
    if (name === undefined) continue;
    series.add(name);
    for (const value of options.values) {
      const cell = row[value];
      if (cell !== undefined) made.set(titleOf(name, value, options), cell);
    }
  }
  const names = sorted(series, options.last ?? []);
  const columns = options.values.flatMap((value) =>
    names.map((name) => ({ name: titleOf(name, value, options), value })),
  );
  const fillers = new Map<string, Value>();
  for (const { name, value } of columns) {
    const filler = options.filler?.(value);
    if (filler !== undefined) fillers.set(name, filler);
  }
  for (const row of table.values()) fillUp(row, fillers);
  return { columns: [...options.row, ...columns.map(({ name }) => name)], rows: table.values(), fillers };
}

/** Gives fields that a row does not have what stands for nothing. */
export function fillUp(row: NewRow, fillers: ReadonlyMap<string, Value>): NewRow {
  for (const [name, filler] of fillers) if (!row.has(name)) row.set(name, filler);
  return row;
}

function rowOf(table: Map<string, NewRow>, key: string, row: Row, fields: readonly string[]): NewRow {
  const known = table.get(key);
  if (known !== undefined) return known;
  const made: NewRow = new Map();
  for (const field of fields) {
    const value = row[field];
    if (value !== undefined) made.set(field, value);
  }
  table.set(key, made);
  return made;
}

function seriesOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' ? value.join(' ') : String(value);
}

/** A column that would be an internal field, or one of those that stay, is told apart, as Splunk does. */
function titleOf(series: string, value: string, { title, row }: PivotOptions): string {
  const name = title(series, value);
  return name.startsWith('_') || row.includes(name) ? `VALUE_${name}` : name;
}

function sorted(series: ReadonlySet<string>, last: readonly string[]): readonly string[] {
  const others = [...series].filter((name) => !last.includes(name)).sort(byCodePoint);
  return [...others, ...last.filter((name) => series.has(name))];
}

/**
 * How a column is called that stands for one of several values of a series: `count: error`, or what the format says,
 * in which `$AGG$` is the value and `$VAL$` the series.
 *
 * Source: Splunk Search Reference, chart.
 */
export function seriesTitle({ sep, format }: { readonly sep: string; readonly format?: string }) {
  return (value: string, series: string): string => {
    if (format === undefined) return `${value}${sep}${series}`;
    return format.replace(/\$(AGG|VAL)\$/gi, (_, which: string) => (which.toUpperCase() === 'AGG' ? value : series));
  };
}
