import type { AggregateCall, FieldName, Node } from '../ast.ts';
import type { Expr, Named, Plan, Row, Value } from '../ir.ts';
import { readAggregateExpression } from '../parse/aggregate-expression.ts';
import { readAggregates } from '../parse/aggregates.ts';
import {
  readSeriesFilter,
  readSplit,
  SERIES_OPTIONS,
  type SeriesFilter,
  type TimechartOptions,
  timechartOptions,
} from '../parse/chart.ts';
import type { Cursor } from '../parse/cursor.ts';
import { isAligned, spanBucket } from '../plan/bucket.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { bucketsAt, filledBuckets } from '../plan/continuous.ts';
import { asNumber } from '../plan/convert.ts';
import { number } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { pivot } from '../plan/pivot.ts';
import { ratesOf, withoutRate } from '../plan/rates.ts';
import { fieldOf } from '../plan/schema.ts';
import { oneSeries, type Series, seriesOf } from '../plan/series.ts';
import { alignment, nextBucket, rangeOf, secondsOf, spanOfTime, type TimeSpan } from '../plan/spans.ts';
import { type NewRow, type NewTable, tabulate } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

export type Timechart = Node<
  'Timechart',
  {
    aggregates: readonly AggregateCall[];
    /** One column for each of its values. */
    by?: FieldName;
    /** Which of these columns are kept. */
    where?: SeriesFilter;
    options: TimechartOptions;
  }
>;

export const timechart = defineCommand<Timechart>({
  name: 'timechart',
  doc: {
    syntax:
      'timechart [span=<span>] [bins=<count>] [limit=<count>] [agg=<function>] [useother=<bool>] [usenull=<bool>] [cont=<bool>] [partial=<bool>] [fixedrange=<bool>] <function>... [BY <field> [WHERE <condition>]]',
    summary: 'Statistics over equal ranges of time, one row each.',
    source: 'Splunk Search Reference, timechart',
    options: {
      span: 'how long the ranges of time are: `5m`, `1d`, `1w@w1`; the shortest usual one that makes no more than `bins` ranges where it is left out',
      bins: 'how many ranges there are at most; 100',
      minspan: 'no range is shorter',
      aligntime: 'where a range begins: a time, `earliest` or `latest`',
      ...SERIES_OPTIONS,
      cont: 'whether ranges without results have a row too; true where it is left out',
      partial: 'whether ranges stay that the time range of the search cuts; true where it is left out',
      fixedrange:
        'whether rows go from the start to the end of the time range of the search; true where it is left out, else from the first to the last result',
    },
    differs:
      'The time range of the search is the one that it is run with, not that of `earliest` in its text; without one rows go from the first to the last result. Sparklines are not run.',
  },
  stands: 'later',
  parse: readTimechart,
  plan: planTimechart,
});

async function planTimechart(node: Timechart, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const input = await computedOnce(resultsOf(given), context);
  const time = asNumber(fieldOf(input.schema, '_time'));
  const found = await rangeOf(input, '_time', context);
  const range = searchedRange(found, node, context);
  const span = timeSpan(node, range);
  const align = alignment(node.options.aligntime, node.span, context);
  const bucketOf = (value: Expr) => spanBucket(value, span, align);
  const long = await longTable(node, input, { name: '_time', expr: bucketOf(time) }, context);
  const buckets = await bucketsAt(range ?? [0, 0], bucketOf, context);
  const timezone = context.environment.timezone;
  const next = (start: number) => nextBucket(start, span, timezone);
  const make = (rows: readonly Row[]): NewTable => {
    const table = pivot(scaled(rows, ratesOf(node.aggregates), next), { ...long.pivot, row: ['_time'] });
    if (found === undefined) return { ...table, rows: [] };
    return { ...table, rows: wholeRange(table, [buckets[0], buckets[1], next], node, context) };
  };
  return extend(await tabulate(long.plan, make, context), [{ name: '_span', expr: number(secondsOf(span)) }]);
}

/** The time range of the search, so far as it has one, or that of the results. */
function searchedRange(
  found: readonly [number, number] | undefined,
  { options }: Timechart,
  { environment }: PlanContext,
): readonly [number, number] | undefined {
  if (found === undefined || options.fixedrange === false) return found;
  const { earliest = ALL_TIME, latest } = environment;
  const from = earliest <= ALL_TIME ? found[0] : Math.min(earliest, found[0]);
  return [from, latest === undefined ? found[1] : Math.max(found[1], latest - SHORTEST)];
}

/** A search from 0 or 1 on is one over all time. Source: Splunk Search Manual, Time modifiers. */
const ALL_TIME = 1;

/** The range ends before its end: less than any span. */
const SHORTEST = 1e-6;

function timeSpan({ options, span: place }: Timechart, range: readonly [number, number] | undefined): TimeSpan {
  const { span, bins, minspan } = options;
  for (const option of ['start', 'end'] as const) {
    if (options[option] !== undefined) fail('SPL303', `timechart takes no ${option}`, place, 'use earliest and latest');
  }
  if (span === undefined || span.kind === 'Auto') {
    const choice = { ...(bins !== undefined && { bins }), ...(minspan !== undefined && { minspan }) };
    return range === undefined ? { kind: 'Time', amount: 1, unit: 's' } : spanOfTime(range[0], range[1], choice);
  }
  if (span.kind === 'Number' && span.amount > 0) return { kind: 'Time', amount: span.amount, unit: 's' };
  if (span.kind === 'Time' && isAligned(span)) return span;
  return fail('SPL303', 'karst does not run timechart with this span', place, 'give a number and a unit: span=1h');
}

/** The statistics in long form. */
async function longTable(node: Timechart, input: Plan, row: Named, context: PlanContext): Promise<Series> {
  const { by, where, options, span } = node;
  const calls = node.aggregates.map(withoutRate);
  if (by === undefined) return oneSeries(input, calls, row, context);
  return await seriesOf(input, { calls, row, column: by.name, options, span, ...(where && { where }) }, context);
}

/** Sums divided by how many units of time their bucket has. */
function scaled(
  rows: readonly Row[],
  rates: ReadonlyMap<string, number>,
  next: (start: number) => number,
): readonly Row[] {
  if (rates.size === 0) return rows;
  return rows.map((row) => {
    const start = Number(row['_time']);
    const length = next(start) - start;
    const entries = Object.entries(row).map(([name, value]): [string, Value] => {
      const unit = rates.get(name);
      return [name, unit !== undefined && typeof value === 'number' ? (value * unit) / length : value];
    });
    return Object.fromEntries(entries);
  });
}

function wholeRange(
  { rows, fillers = new Map() }: NewTable,
  [first, last, next]: readonly [number, number, (start: number) => number],
  { options, span }: Timechart,
  { environment }: PlanContext,
): readonly NewRow[] {
  const all = options.cont === false ? [...rows] : filledBuckets(rows, '_time', { first, last, next }, fillers, span);
  if (options.partial !== false) return all;
  const { earliest = Number.NEGATIVE_INFINITY, latest = Number.POSITIVE_INFINITY } = environment;
  return all.filter((row) => {
    const start = Number(row.get('_time'));
    return start >= earliest && next(start) <= latest;
  });
}

function readTimechart(cursor: Cursor): Timechart {
  const options = timechartOptions(cursor);
  const aggregates = readAggregates(cursor, 'timechart', {
    until: ['by'],
    readOption: options.read,
    readOther: readAggregateExpression,
  });
  const by = cursor.keyword('by') === undefined ? undefined : readSplit(cursor, options.readAll, 'a field after BY');
  const where = by === undefined ? undefined : readSeriesFilter(cursor);
  options.readAll();
  return {
    kind: 'Timechart',
    aggregates,
    ...(by === undefined ? {} : { by }),
    ...(where === undefined ? {} : { where }),
    options: options.values,
    span: cursor.span(),
  };
}
