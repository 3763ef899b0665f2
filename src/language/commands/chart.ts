import type { AggregateCall, FieldName, Node } from '../ast.ts';
import type { Expr, Named, Plan, Row, Value } from '../ir.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { type ChartOptions, chartOptions, readSeriesFilter, readSplit, type SeriesFilter } from '../parse/chart.ts';
import type { Cursor } from '../parse/cursor.ts';
import { checkOutputs, expandAggregates, group } from '../plan/aggregate.ts';
import { bucket, isAligned } from '../plan/bucket.ts';
import { sort } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber, asText } from '../plan/convert.ts';
import { isNothing } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { figureOf } from '../plan/moving-average.ts';
import { pivot } from '../plan/pivot.ts';
import { fieldOf } from '../plan/schema.ts';
import { seriesOf } from '../plan/series.ts';
import { chosenSpan, type SpanChoice } from '../plan/spans.ts';
import { tabulate } from '../plan/tabulate.ts';
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
      'chart [limit=<count>] [useother=<bool>] [usenull=<bool>] [sep=<text>] [format=<text>] <function>... [OVER <row field>] [BY <field> [<column field>]] [WHERE <condition>]',
    summary: 'Statistics as a table: values of one field down, of another across.',
    source: 'Splunk Search Reference, chart',
  },
  stands: 'later',
  parse: readChart,
  plan: planChart,
});

async function planChart(node: Chart, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const input = await computedOnce(resultsOf(given), context);
  const row = node.row === undefined ? undefined : await rowKey(node, node.row.name, input, context);
  if (node.column !== undefined) {
    const parts = { calls: node.aggregates, column: node.column.name, options: node.options, span: node.span };
    const { plan, pivot: shape } = await seriesOf(
      input,
      { ...parts, ...(row && { row }), ...(node.where && { where: node.where }) },
      context,
    );
    const keys = row === undefined ? [] : [row.name];
    const make = (rows: readonly Row[]) => pivot(inRowOrder(rows, row?.name), { ...shape, row: keys });
    return await tabulate(plan, make, context);
  }
  const calls = expandAggregates(node.aggregates, input.schema, new Set(row === undefined ? [] : [row.name]));
  checkOutputs(calls, row === undefined ? [] : [row.name]);
  const scope = { context, schema: input.schema };
  const grouped = group(input, { calls, keys: row === undefined ? [] : [row], scope });
  return row === undefined ? grouped : sort(grouped, numbersFirst(fieldOf(grouped.schema, row.name)));
}

/** The values that become rows, in buckets where the search says so. */
async function rowKey({ options, span }: Chart, name: string, input: Plan, context: PlanContext): Promise<Named> {
  for (const option of ['start', 'end', 'aligntime'] as const) {
    if (options[option] !== undefined)
      fail('SPL303', `karst does not run chart with ${option}`, span, 'use bin before it');
  }
  const value = fieldOf(input.schema, name);
  if (options.span === undefined && options.bins === undefined && options.minspan === undefined) {
    return { name, expr: value };
  }
  const chosen = await chosenSpan(input, name, spanChoice(options), span, context);
  if (chosen === undefined || isNothing(value)) return { name, expr: value };
  if (chosen.kind === 'Time' && !isAligned(chosen)) {
    fail('SPL303', 'karst does not run chart with this snap in its span', span, 'use bin before it');
  }
  return { name, expr: bucket(value, { span: chosen, isTime: name === '_time', align: 0 }) };
}

function spanChoice({ span, bins, minspan }: ChartOptions): SpanChoice {
  return { ...(span && { span }), ...(bins !== undefined && { bins }), ...(minspan && { minspan }) };
}

/** Rows come in the order of their keys: numbers as numbers, before texts. */
function numbersFirst(key: Expr) {
  return [asNumber(key), asText(key)].map((expr) => ({ expr, isDescending: false }));
}

function inRowOrder(rows: readonly Row[], key: string | undefined): readonly Row[] {
  if (key === undefined) return rows;
  const figures = new Map(rows.map((row) => [row, figureOf(row[key]) ?? lowerBound(row[key])]));
  return [...rows].sort((a, b) => order(figures.get(a), figures.get(b)));
}

/** A bucket such as `10-20` stands where it begins. */
function lowerBound(value: Value | undefined): number | undefined {
  const [, low] = typeof value === 'string' ? (/^(-?\d+(?:\.\d+)?)--?\d/.exec(value) ?? []) : [];
  return low === undefined ? undefined : Number(low);
}

function order(a: number | undefined, b: number | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a - b;
}

function readChart(cursor: Cursor): Chart {
  const options = chartOptions(cursor);
  const aggregates = readAggregates(cursor, 'chart', { until: ['over', 'by'], readOption: options.read });
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
