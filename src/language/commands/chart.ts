import type { AggregateCall, FieldName, Node } from '../ast.ts';
import type { Expr, Named, Plan, Row } from '../ir.ts';
import { readAggregateExpression } from '../parse/aggregate-expression.ts';
import { readAggregates } from '../parse/aggregates.ts';
import {
  type ChartOptions,
  chartOptions,
  readSeriesFilter,
  readSplit,
  SERIES_OPTIONS,
  type SeriesFilter,
} from '../parse/chart.ts';
import type { Cursor } from '../parse/cursor.ts';
import { checkOutputs, expandAggregates, group } from '../plan/aggregate.ts';
import { bucket, isAligned } from '../plan/bucket.ts';
import { filter, sort } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber, asText } from '../plan/convert.ts';
import { and, isNothing } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { pivot } from '../plan/pivot.ts';
import { continuousRows, type Discretisation, rowsInOrder } from '../plan/ranges.ts';
import { fieldOf } from '../plan/schema.ts';
import { oneSeries, type Series, seriesOf } from '../plan/series.ts';
import { alignment, boundsOf, chosenSpan, type SpanChoice, within } from '../plan/spans.ts';
import { type NewRow, type NewTable, tabulate } from '../plan/tabulate.ts';
import { defineCommand } from './define.ts';

export type Chart = Node<
  'Chart',
  {
    aggregates: readonly AggregateCall[];
    /** One row for each of its values: OVER, or the first field of BY. */
    row?: FieldName;
    /** One column for each of its values: BY behind OVER, or the second field of BY. */
    column?: FieldName;
    /** Which of these columns are kept. */
    where?: SeriesFilter;
    options: ChartOptions;
  }
>;

export const chart = defineCommand<Chart>({
  name: 'chart',
  doc: {
    syntax:
      'chart [limit=<count>] [agg=<function>] [useother=<bool>] [usenull=<bool>] [sep=<text>] [format=<text>] [cont=<bool>] [span=<span>] [bins=<count>] <function>... [OVER <row field>] [BY <field> [<column field>]] [WHERE <condition>]',
    summary: 'Statistics as a table: values of one field down, of another across.',
    source: 'Splunk Search Reference, chart',
    options: {
      ...SERIES_OPTIONS,
      cont: 'whether ranges without results have a row too; true where it is left out',
      span: 'how wide the ranges are that the values of the rows are put into: `10`, `1h`, `log2`; without it and `bins` every value has a row',
      bins: 'how many ranges there are at most, of a round width',
      minspan: 'no range is narrower',
      start: 'where ranges begin; what is below is left out',
      end: 'where they end; what is above is left out',
      aligntime: 'where a range of time begins: a time, `earliest` or `latest`',
    },
    differs:
      'Numeric fields are put into ranges only where a span, bins or minspan is given. Options of ranges count for the rows wherever they stand, never for the columns. Sparklines are not run.',
  },
  stands: 'later',
  parse: readChart,
  plan: planChart,
});

async function planChart(node: Chart, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const all = await computedOnce(resultsOf(given), context);
  const rows = node.row === undefined ? undefined : await chartRows(node, node.row.name, all, context);
  const input = rows?.input ?? all;
  if (node.column === undefined && rows?.buckets === undefined) return statistics(node, input, rows?.key, context);
  const { plan, pivot: shape } = await longTable(node, input, rows?.key, context);
  const make = (long: readonly Row[]): NewTable => {
    const table = pivot(long, { ...shape, row: rows === undefined ? [] : [rows.key.name] });
    return { ...table, rows: rows === undefined ? table.rows : arranged(table, rows, node) };
  };
  return await tabulate(plan, make, context);
}

/** One column for each function: no more than a sorted `stats`. */
function statistics({ aggregates }: Chart, input: Plan, key: Named | undefined, context: PlanContext): Plan {
  const keys = key === undefined ? [] : [key];
  const names = keys.map(({ name }) => name);
  const calls = expandAggregates(aggregates, input.schema, new Set(names));
  checkOutputs(calls, names);
  const grouped = group(input, { calls, keys, scope: { context, schema: input.schema } });
  return key === undefined ? grouped : sort(grouped, numbersFirst(fieldOf(grouped.schema, key.name)));
}

async function longTable(node: Chart, input: Plan, row: Named | undefined, context: PlanContext): Promise<Series> {
  const { aggregates: calls, column, where, options, span } = node;
  if (column === undefined && row !== undefined) return oneSeries(input, calls, row, context);
  const parts = { calls, column: column?.name ?? '', options, span, ...(row && { row }), ...(where && { where }) };
  return await seriesOf(input, parts, context);
}

function arranged(
  { rows, fillers = new Map() }: NewTable,
  { key, buckets }: ChartRows,
  { options, span }: Chart,
): readonly NewRow[] {
  if (buckets === undefined || options.cont === false) return rowsInOrder(rows, key.name);
  return continuousRows(rows, buckets, fillers, span);
}

/** The values that become rows. */
interface ChartRows {
  readonly input: Plan;
  readonly key: Named;
  /** Absent: they are as they are. */
  readonly buckets?: Discretisation;
}

async function chartRows(node: Chart, name: string, input: Plan, context: PlanContext): Promise<ChartRows> {
  const { options, span } = node;
  const value = fieldOf(input.schema, name);
  const bounds = boundsOf(options, span);
  const kept = filter(input, and(...within(asNumber(value), bounds)));
  const isDivided = options.span !== undefined || options.bins !== undefined || options.minspan !== undefined;
  if (!isDivided || isNothing(value)) return { input: kept, key: { name, expr: value } };
  const chosen = await chosenSpan(kept, name, { ...spanChoice(options), ...bounds }, span, context);
  if (chosen === undefined) return { input: kept, key: { name, expr: value } };
  if (chosen.kind === 'Time' && !isAligned(chosen)) {
    fail('SPL303', 'karst does not run chart with this snap in its span', span, 'use bin before it');
  }
  const isTime = name === '_time';
  const align = alignment(options.aligntime, span, context);
  const buckets: Discretisation = {
    field: name,
    span: chosen,
    isTime,
    timezone: context.environment.timezone,
    bounds: [bounds.start, bounds.end].flatMap((bound) => bound ?? []),
  };
  return { input: kept, key: { name, expr: bucket(value, { span: chosen, isTime, align }) }, buckets };
}

function spanChoice({ span, bins, minspan }: ChartOptions): SpanChoice {
  return { ...(span && { span }), ...(bins !== undefined && { bins }), ...(minspan && { minspan }) };
}

/** Rows come in the order of their keys: numbers as numbers, before texts. */
function numbersFirst(key: Expr) {
  return [asNumber(key), asText(key)].map((expr) => ({ expr, isDescending: false }));
}

function readChart(cursor: Cursor): Chart {
  const options = chartOptions(cursor);
  const aggregates = readAggregates(cursor, 'chart', {
    until: ['over', 'by'],
    readOption: options.read,
    readOther: readAggregateExpression,
  });
  const read = (what: string) => readSplit(cursor, options.readAll, what);
  let row = cursor.keyword('over') === undefined ? undefined : read('a field after OVER');
  let column: FieldName | undefined;
  if (cursor.keyword('by') !== undefined) {
    if (row === undefined) {
      row = read('a field after BY');
      column = cursor.atEnd() || cursor.peekKeyword('where') !== undefined ? undefined : read('a second field');
    } else {
      column = read('a field after BY');
    }
  }
  const where = readSeriesFilter(cursor);
  options.readAll();
  return {
    kind: 'Chart',
    aggregates,
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
    ...(where === undefined ? {} : { where }),
    options: options.values,
    span: cursor.span(),
  };
}
