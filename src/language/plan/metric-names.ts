import type { Expr, Plan } from '../ir.ts';
import { extend, unnest } from './build.ts';
import type { PlanContext } from './context.ts';
import { call, choose, column, isNotNull, nothing, text } from './expr.ts';
import { METRIC_PREFIX, metricPoints } from './metrics.ts';
import { isInternal, visibleColumns } from './schema.ts';

/** Fields of every point, which are no dimensions. */
const COMMON = new Set(['index', 'host', 'source', 'sourcetype']);

/** The points of metrics, once for each metric that they measure: its name is `metric_name`; `_dims` their dimensions. */
export function namedPoints(context: PlanContext): Plan {
  const points = metricPoints(context);
  const names = visibleColumns(points.schema).map(({ name }) => name);
  const metrics = names.filter((name) => name.startsWith(METRIC_PREFIX));
  const dimensions = names.filter((name) => !metrics.includes(name) && !isInternal(name) && !COMMON.has(name));
  const named = extend(points, [
    { name: 'metric_name', expr: presentNames(metrics, (name) => name.slice(METRIC_PREFIX.length), points) },
    { name: '_dims', expr: presentNames(dimensions, (name) => name, points) },
  ]);
  return unnest(named, 'metric_name', false);
}

/** The names of the columns that have a value. */
function presentNames(names: readonly string[], shown: (name: string) => string, { schema }: Plan): Expr {
  if (names.length === 0) return nothing('multi');
  const present = visibleColumns(schema)
    .filter(({ name }) => names.includes(name))
    .map(({ name, type }) => choose(isNotNull(column(name, type)), text(shown(name)), nothing()));
  return call('multi', 'multi', ...present);
}
