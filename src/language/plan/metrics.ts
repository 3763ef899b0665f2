import type { Span } from '../../shared/span.ts';
import type { AggregateCall, FieldName } from '../ast.ts';
import type { Expr, Named, Plan, Schema } from '../ir.ts';
import type { SpanValue } from '../parse/time-span.ts';
import { checkOutputs, group } from './aggregate.ts';
import { isAligned, spanBucket } from './bucket.ts';
import { scan } from './build.ts';
import type { PlanContext } from './context.ts';
import { asNumber, unify } from './convert.ts';
import { coalesce, text } from './expr.ts';
import { fail } from './fail.ts';
import { byCodePoint, fieldOf, findColumn, hasWildcard, matchWildcard, visibleColumns } from './schema.ts';

/** What stands before the name of a metric in the names of fields. */
const PREFIX = 'metric_name:';

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
 * @throws SPL303 for functions over points that karst does not run
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
  return group(points, {
    calls,
    keys: all,
    scope: { context, schema, resolve: (name) => fieldOf(schema, name) },
    isOpen: schema.isOpen && node.aggregates.some(readsAny),
  });
}

function readsAny({ argument }: AggregateCall): boolean {
  return argument?.kind === 'FieldName' && hasWildcard(argument.name);
}

/** The calls over fields that a call over metrics stands for. */
function metricCalls(node: AggregateCall, schema: Schema): readonly AggregateCall[] {
  const { argument } = node;
  if (node.name === 'rate_avg' || node.name === 'rate_sum') {
    return fail('SPL303', `karst does not run ${node.name}() of mstats`, node.span, 'use rate() or latest()');
  }
  if (argument?.kind !== 'FieldName') return [node];
  if (argument.name === '_value' || argument.name.startsWith('_value')) {
    return fail('SPL303', 'karst does not run mstats over _value', node.span, 'name the metric: avg(cpu.idle)');
  }
  if (!hasWildcard(argument.name)) return [{ ...node, argument: { ...argument, name: `${PREFIX}${argument.name}` } }];
  return visibleColumns(schema)
    .flatMap(({ name }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []))
    .filter((name) => matchWildcard(argument.name, name) !== undefined)
    .sort(byCodePoint)
    .map((name) => {
      const matched = [...(matchWildcard(argument.name, name) ?? [])];
      const output = node.hasAlias
        ? node.output.replace(/\*/g, () => matched.shift() ?? '')
        : node.output.replace(argument.name, () => name);
      return { ...node, argument: { ...argument, name: `${PREFIX}${name}` }, output };
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
  if (span === undefined || span.kind === 'Auto') {
    return fail('SPL303', 'karst runs mstats by _time only with a span', place, 'add one, for example span=1m');
  }
  if (span.kind === 'Number') {
    return { name: '_time', expr: spanBucket(time, { kind: 'Time', amount: span.amount, unit: 's' }) };
  }
  if (span.kind === 'Time' && isAligned(span)) return { name: '_time', expr: spanBucket(time, span) };
  return fail('SPL303', 'karst does not run mstats with this span', place, 'give a number and a unit: span=1m');
}
