import type { AggregateCall, FieldName, Node, SearchExpr } from '../ast.ts';
import type { Named, Plan } from '../ir.ts';
import { readAggregates } from '../parse/aggregates.ts';
import { readByClause, readWhereClause } from '../parse/clauses.ts';
import type { Cursor } from '../parse/cursor.ts';
import { booleanOption, integerOption, type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { type SpanValue, spanOption } from '../parse/time-span.ts';
import { checkOutputs, group } from '../plan/aggregate.ts';
import { timeBucket } from '../plan/bucket.ts';
import { filter, project, union } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber, unify } from '../plan/convert.ts';
import { datasetRows } from '../plan/dataset.ts';
import { and, coalesce, isNothing, isNotNull, text } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { type Gate, presentCondition, searchCondition, searchTerms } from '../plan/gate.ts';
import { indexedFields } from '../plan/indexed.ts';
import { resolveField, type Scope } from '../plan/scope.ts';
import { lowerSearch } from '../plan/search.ts';
import { fieldsSearched } from '../plan/search-fields.ts';
import { runSubsearches } from '../plan/subsearch.ts';
import { inBounds, splitTimeTerms, timeConditions } from '../plan/time-terms.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  prestats: booleanOption,
  local: booleanOption,
  append: booleanOption,
  summariesonly: booleanOption,
  include_reduced_buckets: booleanOption,
  allow_old_summaries: booleanOption,
  use_summary_index_values: booleanOption,
  chunk_size: integerOption,
  fillnull_value: textOption,
  span: spanOption,
};

/** `datamodel=Endpoint.Processes`: the dataset is absent where the model alone is named. */
export type DataModelName = Node<'DataModelName', { model: string; dataset?: string }>;

export type Tstats = Node<
  'Tstats',
  {
    aggregates: readonly AggregateCall[];
    from?: DataModelName;
    /** Everything without WHERE. */
    where: SearchExpr;
    /** Empty without BY. */
    by: readonly FieldName[];
    /** The span of `_time` in BY, wherever it stood. */
    timeSpan?: SpanValue;
    options: OptionValues<typeof OPTIONS>;
  }
>;

export const tstats = defineCommand<Tstats>({
  name: 'tstats',
  doc: {
    syntax:
      'tstats [prestats=<bool> [append=<bool>]] [summariesonly=<bool>] [fillnull_value=<text>] <function>... [FROM datamodel=<model>[.<dataset>]] [WHERE <search expression>] [BY <fields> [span=<span>]]',
    summary: 'Computes statistics over the events of a data model, or over the indexed fields of events.',
    source: 'Splunk Search Reference, tstats',
    differs:
      'With prestats=true Splunk gives partial figures; here come the rows themselves, with the fields that the statistics read, so that the same statistics by the next command are exact.',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: readTstats,
  plan: planTstats,
  gate: tstatsGate,
});

/** Options about summaries say how Splunk finds the events; here all events are there. */
async function planTstats(node: Tstats, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { prestats, append } = node.options;
  if (append === true && prestats !== true) {
    fail('SPL303', 'tstats takes append=true with prestats=true only', node.span, 'use append [ … ] for more rows');
  }
  const where = await runSubsearches(node.where, context);
  const { rest, bounds } = splitTimeTerms(where, context);
  const { plan, scope } = rowsRead(node, rest, context);
  const found = filter(plan, and(lowerSearch(rest, { ...scope, omitsMissingNumbers: true }), inBounds(bounds, scope)));
  const keys = [...new Set(node.by.map(({ name }) => name))];
  const groups = keys.map((name) => groupKey(name, node, scope));
  if (prestats === true) {
    const raw = rawRows(found, groups, node, scope);
    return append === true && given !== undefined ? union([given, raw]) : raw;
  }
  checkOutputs(node.aggregates, keys);
  return group(found, { calls: node.aggregates, keys: groups, scope });
}

function rowsRead(node: Tstats, where: SearchExpr, context: PlanContext): { plan: Plan; scope: Scope } {
  const names = [...fieldsSearched(where), ...node.by.map(({ name }) => name), ...argumentNames(node)];
  return node.from === undefined ? indexedFields(context) : datasetRows(node.from, names, context);
}

/** WHERE, and a value for each field of BY. */
async function tstatsGate(node: Tstats, _given: Plan | undefined, context: PlanContext): Promise<Gate> {
  const { rest, bounds } = splitTimeTerms(node.where, context);
  const terms = searchTerms(rest);
  const lowered = await Promise.all(terms.map(async (term) => ({ term, run: await runSubsearches(term, context) })));
  const all: SearchExpr = { kind: 'SearchAnd', terms: lowered.map(({ run }) => run), span: rest.span };
  const { plan: rows, scope: read } = rowsRead(node, all, context);
  const scope = { ...read, omitsMissingNumbers: true };
  const keys = node.by.map((field) => presentCondition(field, groupKey(field.name, node, scope).expr));
  return {
    rows,
    conditions: [
      ...timeConditions(bounds, scope),
      ...lowered.map(({ term, run }) => searchCondition(term, run, scope)),
      ...keys.filter(({ predicate }) => predicate.kind !== 'Literal' || predicate.value !== true),
    ],
  };
}

/** The rows that the statistics would be made of: the same statistics over them, by the next command, are exact. */
function rawRows(found: Plan, groups: readonly Named[], node: Tstats, scope: Scope): Plan {
  const named = new Set(groups.map(({ name }) => name));
  const names = [...new Set(['_time', ...argumentNames(node)])].filter((name) => !named.has(name));
  const read = names.flatMap((name) => {
    const expr = resolveField(scope, name);
    return isNothing(expr) ? [] : [{ name, expr }];
  });
  const grouped = filter(found, and(...groups.map(({ expr }) => isNotNull(expr))));
  return project(grouped, [...groups, ...read]);
}

function argumentNames({ aggregates }: Tstats): readonly string[] {
  return aggregates.flatMap(({ argument }) => (argument?.kind === 'FieldName' ? [argument.name] : []));
}

/** A field of BY. `_time` without a span is grouped by the second; `fillnull_value` takes the place of NULL. */
function groupKey(name: string, node: Tstats, scope: Scope): Named {
  const value = resolveField(scope, name);
  if (name === '_time') return { name, expr: bucketOf(asNumber(value), node) };
  const filler = node.options.fillnull_value;
  return { name, expr: filler === undefined ? value : coalesce(...unify([value, text(filler)])) };
}

function bucketOf(time: Named['expr'], { timeSpan, span }: Tstats): Named['expr'] {
  if (timeSpan === undefined || timeSpan.kind === 'Auto') return timeBucket(time, 1, 's');
  if (timeSpan.kind === 'Number') return timeBucket(time, timeSpan.amount, 's');
  if (timeSpan.kind === 'Time' && timeSpan.snap === undefined) return timeBucket(time, timeSpan.amount, timeSpan.unit);
  return fail('SPL303', 'karst runs tstats with a span that is a number and a unit', span);
}

const CLAUSES = ['from', 'where', 'by', 'groupby'];

function readTstats(cursor: Cursor): Tstats {
  const options = optionBag(cursor, 'tstats', OPTIONS);
  const aggregates = readAggregates(cursor, 'tstats', { until: CLAUSES, readOption: options.read });
  for (const { argument } of aggregates) {
    if (argument !== undefined && argument.kind !== 'FieldName') {
      cursor.fail('SPL105', 'tstats takes no eval() in its functions', argument.span, 'use stats after a search');
    }
  }
  const from = cursor.keyword('from') === undefined ? undefined : readDataModel(cursor);
  const where = readWhereClause(cursor);
  const by = readByClause(cursor, options.read);
  options.readAll();
  const { span: timeSpan, ...values } = options.values;
  return {
    kind: 'Tstats',
    aggregates,
    ...(from === undefined ? {} : { from }),
    where,
    by,
    ...(timeSpan === undefined ? {} : { timeSpan }),
    options: values,
    span: cursor.span(),
  };
}

function readDataModel(cursor: Cursor): DataModelName {
  const start = cursor.mark();
  if (cursor.optionName()?.toLowerCase() !== 'datamodel') {
    cursor.fail('SPL109', 'expected datamodel=<model> after FROM', cursor.span(start));
  }
  const name = cursor.expectValue('the name of a data model');
  const dot = name.indexOf('.');
  const span = cursor.span(start);
  if (dot === -1) return { kind: 'DataModelName', model: name, span };
  return { kind: 'DataModelName', model: name.slice(0, dot), dataset: name.slice(dot + 1), span };
}
