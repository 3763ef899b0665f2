import type { Plan, Row, Value } from '../ir.ts';
import { relativeTime } from '../time/modifier.ts';
import { limit, project } from './build.ts';
import type { PlanContext } from './context.ts';
import { asNumber } from './convert.ts';
import { call, text } from './expr.ts';
import { figureOf } from './moving-average.ts';
import { optimise } from './optimise.ts';
import { fieldOf } from './schema.ts';
import type { TimeSpan } from './spans.ts';
import { literalRows, type NewRow, type NewTable } from './tabulate.ts';

/** Where the last period ends: with the search, or with now; in a search over all time behind the last result. */
export async function endOf(
  input: Plan,
  last: number,
  align: 'now' | 'end',
  { environment }: PlanContext,
): Promise<number> {
  if (align === 'now') return environment.now;
  if (environment.latest !== undefined) return environment.latest;
  const [row] = await environment.rows(
    optimise(limit(project(input, [{ name: 'span', expr: asNumber(fieldOf(input.schema, '_span')) }]), 1)),
  );
  return last + (figureOf(row?.['span']) ?? 1);
}

/** The starts of the periods up to an end, the latest first, so many that the first time lies in one; or one too many. */
export function periodsOf(
  first: number,
  end: number,
  period: TimeSpan,
  timezone: string,
  most: number,
): readonly number[] {
  const starts: number[] = [];
  do starts.push(moved(end, -(starts.length + 1), period, timezone));
  while ((starts.at(-1) ?? first) > first && starts.length <= most);
  return starts;
}

/** Days and longer units go by the calendar. */
function moved(time: number, count: number, { amount, unit }: TimeSpan, timezone: string): number {
  const total = count * amount;
  return total === 0 ? time : (relativeTime(time, `${total < 0 ? '' : '+'}${total}${unit}`, timezone) ?? time);
}

/** The times at which periods begin, as texts. */
export async function periodTimes(
  starts: readonly number[],
  format: string,
  context: PlanContext,
): Promise<readonly string[]> {
  const rows = starts.map((start): NewRow => new Map([['start', start]]));
  const plan = await literalRows([{ name: 'start', type: 'number' }], rows, context);
  const shown = call('formatTime', 'text', asNumber(fieldOf(plan.schema, 'start')), text(format));
  const named = await context.environment.rows(optimise(project(plan, [{ name: 'name', expr: shown }])));
  return starts.map((start, index) => String(named[index]?.['name'] ?? start));
}

export interface WrapShape {
  /** The starts of the periods, the latest first. */
  readonly starts: readonly number[];
  readonly end: number;
  readonly period: TimeSpan;
  readonly timezone: string;
  /** Fields that each period has. */
  readonly series: readonly string[];
  /** What a field of a period is called; 0 is the latest. */
  title(field: string, period: number): string;
}

/**
 * Lays periods over each other: one row for each time of the latest one, with a column for each period, the oldest
 * first. Results behind the last period are left out.
 *
 * Source: Splunk Search Reference, timewrap.
 */
export function wrapped(rows: readonly Row[], shape: WrapShape): NewTable {
  const { starts, end, series, title } = shape;
  const table = new Map<number, NewRow>();
  const used = new Set<number>();
  for (const row of rows) {
    const time = figureOf(row['_time']);
    const period = time === undefined || time >= end ? -1 : starts.findIndex((start) => time >= start);
    if (time === undefined || period === -1) continue;
    used.add(period);
    const place = moved(time, period, shape.period, shape.timezone);
    const made: NewRow = table.get(place) ?? new Map<string, Value>([['_time', place]]);
    table.set(place, made);
    for (const field of series) {
      const value = row[field];
      if (value !== undefined) made.set(title(field, period), value);
    }
  }
  const oldest = [...used].sort((a, b) => b - a);
  const columns = series.flatMap((field) => oldest.map((period) => title(field, period)));
  return { columns: ['_time', ...columns], rows: [...table].sort(([a], [b]) => a - b).map(([, row]) => row) };
}
