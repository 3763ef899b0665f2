import type { Span } from '../../shared/span.ts';
import type { AggregateCall, FieldName } from '../ast.ts';
import type { AggregateName, Expr, Named, NamedWindow, Plan, Schema } from '../ir.ts';
import type { SpanValue } from '../parse/time-span.ts';
import { checkOutputs, group } from './aggregate.ts';
import { arithmetic } from './arithmetic.ts';
import { isAligned, spanBucket } from './bucket.ts';
import { extend, rowNumber, scan, window } from './build.ts';
import type { PlanContext } from './context.ts';
import { asNumber, unify } from './convert.ts';
import { call, choose, coalesce, column, nothing, number, text } from './expr.ts';
import { fail } from './fail.ts';
import { byCodePoint, fieldOf, findColumn, freshName, hasWildcard, matchWildcard, visibleColumns } from './schema.ts';
import { wholeValue } from './whole-value.ts';

/** What stands before the name of a metric in the names of fields. */
export const METRIC_PREFIX = 'metric_name:';

const NONE: Schema = { columns: [{ name: '_time', type: 'number' }], isOpen: false };

/** The points of all metrics indexes. */
export function metricPoints({ environment }: PlanContext): Plan {
  return scan({ kind: 'metrics' }, environment.catalog.metrics ?? (environment.isAheadOfData ? OPEN : NONE));
}

const OPEN: Schema = { columns: [{ name: '_time', type: 'number' }], isOpen: true };

export interface MetricOptions {
  readonly aggregates: readonly AggregateCall[];
  readonly by: readonly FieldName[];
  readonly options: { readonly span?: SpanValue; readonly fillnull_value?: string };
  readonly span: Span;
}

/**
 * Statistics over metrics, one row for each combination of dimensions, and of the time where there is a span. A
 * wildcard stands for all metrics of such names that there are.
 *
 * @throws SPL303 for what karst does not run: `_value`, spans that do not begin at their snap
 * Source: Splunk Search Reference, mstats.
 */
export async function metricStatistics(points: Plan, node: MetricOptions, context: PlanContext): Promise<Plan> {
  const { schema } = points;
  const calls = node.aggregates.flatMap((call) => metricCalls(call, schema));
  const names = [...new Set(node.by.map(({ name }) => name))].filter((name) => name !== '_time');
  const keys = names.map(
    (name): Named => ({ name, expr: dimension(fieldOf(schema, name), node.options.fillnull_value) }),
  );
  const time = timeKey(node, schema);
  const all = [...(time === undefined ? [] : [time]), ...keys];
  checkOutputs(
    calls,
    all.map(({ name }) => name),
  );
  const rated = withRates(points, calls, all);
  return group(rated.plan, {
    calls: rated.calls,
    keys: all,
    scope: { context, schema: rated.plan.schema, resolve: (name) => metricOr(rated.plan.schema, name) },
    isOpen: schema.isOpen && node.aggregates.some(readsAny),
  });
}

/** Values of metrics are numbers, all else is as it is. */
function metricOr(schema: Schema, name: string): Expr {
  const value = fieldOf(schema, name);
  return name.startsWith(METRIC_PREFIX) ? asNumber(value) : value;
}

const OVER_RATES: ReadonlyMap<string, string> = new Map([
  ['rate_avg', 'avg'],
  ['rate_sum', 'sum'],
]);

/**
 * `rate_avg` and `rate_sum` as averages and sums of a column that has the rate of each time series: the points of a
 * metric that have all dimensions in common, within a group of the result. One point of each has it.
 */
function withRates(
  points: Plan,
  calls: readonly AggregateCall[],
  keys: readonly Named[],
): { plan: Plan; calls: readonly AggregateCall[] } {
  let plan = points;
  const series = visibleColumns(points.schema).filter(
    ({ name }) => name !== '_time' && !name.startsWith(METRIC_PREFIX),
  );
  const partition = [
    ...keys.map(({ expr }) => expr),
    ...series.map(({ name }) => wholeValue(fieldOf(points.schema, name))),
  ];
  const rated = calls.map((node): AggregateCall => {
    const over = OVER_RATES.get(node.name);
    if (over === undefined || node.argument?.kind !== 'FieldName') return node;
    const name = `<<RATE ${node.argument.name}>>`;
    plan = withRate(plan, node.argument.name, name, partition);
    return { ...node, name: over, argument: { ...node.argument, name } };
  });
  return { plan, calls: rated };
}

function withRate(plan: Plan, metric: string, output: string, partition: readonly Expr[]): Plan {
  if (findColumn(plan.schema, output) !== undefined) return plan;
  const argument = asNumber(fieldOf(plan.schema, metric));
  const time = asNumber(fieldOf(plan.schema, '_time'));
  const part = (fn: AggregateName): NamedWindow => {
    return { name: freshName(`${fn} ${output}`, plan.schema), type: 'number', fn, argument, time, frame: 'partition' };
  };
  const parts = [part('earliest'), part('latest'), part('earliestTime'), part('latestTime')];
  const rank = rowNumber(freshName(`rank ${output}`, plan.schema));
  const [from, to, start, end, first] = [...parts, rank].map(({ name }) => column(name, 'number'));
  if (from === undefined || to === undefined || start === undefined || end === undefined || first === undefined) {
    return plan;
  }
  const rate = arithmetic('/', arithmetic('-', to, from), arithmetic('-', end, start));
  const isFirst = call('numberEquals', 'boolean', first, number(1));
  const windowed = window(plan, partition, [...parts, rank]);
  return extend(windowed, [{ name: output, expr: choose(isFirst, rate, nothing('number')) }]);
}

function readsAny({ argument }: AggregateCall): boolean {
  return argument?.kind === 'FieldName' && hasWildcard(argument.name);
}

/** The calls over fields that a call over metrics stands for. */
function metricCalls(node: AggregateCall, schema: Schema): readonly AggregateCall[] {
  const { argument } = node;
  if (argument?.kind !== 'FieldName') return [node];
  if (argument.name === '_value' || argument.name.startsWith('_value')) {
    return fail('SPL303', 'karst does not run mstats over _value', node.span, 'name the metric: avg(cpu.idle)');
  }
  if (!hasWildcard(argument.name))
    return [{ ...node, argument: { ...argument, name: `${METRIC_PREFIX}${argument.name}` } }];
  return visibleColumns(schema)
    .flatMap(({ name }) => (name.startsWith(METRIC_PREFIX) ? [name.slice(METRIC_PREFIX.length)] : []))
    .filter((name) => matchWildcard(argument.name, name) !== undefined)
    .sort(byCodePoint)
    .map((name) => {
      const matched = [...(matchWildcard(argument.name, name) ?? [])];
      const output = node.hasAlias
        ? node.output.replace(/\*/g, () => matched.shift() ?? '')
        : node.output.replace(argument.name, () => name);
      return { ...node, argument: { ...argument, name: `${METRIC_PREFIX}${name}` }, output };
    });
}

function dimension(value: Expr, filler: string | undefined): Expr {
  return filler === undefined ? value : coalesce(...unify([value, text(filler)]));
}

/** `span`, or `_time` among the dimensions, divides the points by time. */
function timeKey({ by, options, span: place }: MetricOptions, schema: Schema): Named | undefined {
  const { span } = options;
  if (span === undefined && !by.some(({ name }) => name === '_time')) return undefined;
  const time = asNumber(findColumn(schema, '_time') === undefined ? fieldOf(NONE, '_time') : fieldOf(schema, '_time'));
  // As for tstats, where the manual does not say when a longer unit is chosen.
  if (span === undefined || span.kind === 'Auto') {
    return { name: '_time', expr: spanBucket(time, { kind: 'Time', amount: 1, unit: 's' }) };
  }
  if (span.kind === 'Number') {
    return { name: '_time', expr: spanBucket(time, { kind: 'Time', amount: span.amount, unit: 's' }) };
  }
  if (span.kind === 'Time' && isAligned(span)) return { name: '_time', expr: spanBucket(time, span) };
  return fail('SPL303', 'karst does not run mstats with this span', place, 'give a number and a unit: span=1m');
}
