import type { AggregateCall, FieldName, Node, SearchExpr } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { readByClause, readWhereClause } from '../parse/clauses.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { spanOption } from '../parse/time-span.ts';
import { filter, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { and } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { metricPoints, metricStatistics } from '../plan/metrics.ts';
import type { Scope } from '../plan/scope.ts';
import { lowerSearch } from '../plan/search.ts';
import { runSubsearches } from '../plan/subsearch.ts';
import { inBounds, splitTimeTerms } from '../plan/time-terms.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  chart: booleanOption,
  prestats: booleanOption,
  append: booleanOption,
  backfill: booleanOption,
  update_period: integerOption,
  fillnull_value: textOption,
  chunk_size: integerOption,
  span: spanOption,
  every: spanOption,
  agg: textOption,
};

export type Mstats = Node<
  'Mstats',
  {
    aggregates: readonly AggregateCall[];
    /** Everything without WHERE. */
    where: SearchExpr;
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const mstats = defineCommand<Mstats>({
  name: 'mstats',
  doc: {
    syntax:
      'mstats [prestats=<bool>] [append=<bool>] [fillnull_value=<text>] <function>(<metric>) [AS <name>]... [WHERE <search expression>] [BY <fields>] [span=<span>]',
    summary: 'Computes statistics over metrics.',
    source: 'Splunk Search Reference, mstats',
    options: {
      append: 'whether the statistics come behind the results that there are; false where it is left out',
      fillnull_value: 'what stands for a dimension that a point does not have; such points are left out without it',
      span: 'how long the ranges of time are; one second for `BY _time` alone',
      chunk_size: 'accepted and not needed',
    },
    differs:
      '`prestats`, `chart`, `every`, `agg` and functions over `_value` are not run. `BY _time` without a span takes one second.',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readMstats,
  plan: planMstats,
});

/** Options about how Splunk computes (`chunk_size`, `backfill`, `update_period`) change no results. */
async function planMstats(node: Mstats, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options, span } = node;
  for (const name of ['prestats', 'chart', 'every', 'agg'] as const) {
    if (options[name] === undefined || options[name] === false) continue;
    fail('SPL303', `karst does not run mstats with ${name}`, span, 'run chart or timechart over its results');
  }
  const points = metricPoints(context);
  const where = await runSubsearches(node.where, context);
  const { rest, bounds } = splitTimeTerms(where, context);
  const scope: Scope = { context, schema: points.schema };
  const found = filter(points, and(lowerSearch(rest, scope), inBounds(bounds, scope)));
  const results = await metricStatistics(found, node, context);
  return options.append === true && given !== undefined ? union([given, results]) : results;
}

function readMstats(cursor: Cursor): Mstats {
  const options = optionBag(cursor, 'mstats', OPTIONS);
  const clauses = { until: ['where', 'by', 'groupby'], readOption: options.read };
  const aggregates = readAggregates(cursor, 'mstats', clauses);
  // `span=` ends the filter: no dimension has that name.
  const where = readWhereClause(cursor, ['span', 'every']);
  options.readAll();
  const by = readByClause(cursor, options.read);
  options.readAll();
  return { kind: 'Mstats', aggregates, where, by, options: options.values, span: cursor.span() };
}
