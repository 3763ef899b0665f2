import type { AggregateCall, FieldName, Node, SearchExpr } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { readByClause, readWhereClause } from '../parse/clauses.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, type OptionValues, optionBag } from '../parse/options.ts';
import { group } from '../plan/aggregate.ts';
import { filter, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { and } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { namedPoints } from '../plan/metric-names.ts';
import { fieldOf } from '../plan/schema.ts';
import type { Scope } from '../plan/scope.ts';
import { lowerSearch } from '../plan/search.ts';
import { runSubsearches } from '../plan/subsearch.ts';
import { inBounds, splitTimeTerms } from '../plan/time-terms.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { prestats: booleanOption, append: booleanOption };

export type Mcatalog = Node<
  'Mcatalog',
  {
    aggregates: readonly AggregateCall[];
    /** Everything without WHERE. */
    where: SearchExpr;
    /** Empty without BY. */
    by: readonly FieldName[];
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const mcatalog = defineCommand<Mcatalog>({
  name: 'mcatalog',
  doc: {
    syntax: 'mcatalog [append=<bool>] values(<field>) [AS <name>]... [WHERE <search expression>] [BY <fields>]',
    summary: 'Lists the names and dimensions of metrics.',
    source: 'Splunk Search Reference, mcatalog',
    options: { append: 'whether the rows come behind the results that are there; default: f' },
    differs: 'The option `prestats` is not run.',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readMcatalog,
  plan: planMcatalog,
});

async function planMcatalog(node: Mcatalog, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { options, span, aggregates, by } = node;
  if (options.prestats === true) fail('SPL303', 'karst does not run mcatalog with prestats', span, 'leave it out');
  for (const { name, span: place } of aggregates) {
    if (name !== 'values')
      fail('SPL302', `mcatalog takes values(), found ${name}()`, place, 'mstats computes statistics');
  }
  const points = namedPoints(context);
  const scope: Scope = { context, schema: points.schema };
  const { rest, bounds } = splitTimeTerms(await runSubsearches(node.where, context), context);
  const found = filter(points, and(lowerSearch(rest, scope), inBounds(bounds, scope)));
  const keys = [...new Set(by.map(({ name }) => name))].map((name) => ({ name, expr: fieldOf(found.schema, name) }));
  const results = group(found, { calls: aggregates, keys, scope });
  return options.append === true && given !== undefined ? union([given, results]) : results;
}

function readMcatalog(cursor: Cursor): Mcatalog {
  const options = optionBag(cursor, 'mcatalog', OPTIONS);
  const clauses = { until: ['where', 'by', 'groupby'], readOption: options.read };
  const aggregates = readAggregates(cursor, 'mcatalog', clauses);
  const where = readWhereClause(cursor);
  const by = readByClause(cursor, options.read);
  return { kind: 'Mcatalog', aggregates, where, by, options: options.values, span: cursor.span() };
}
