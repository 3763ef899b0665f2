import type { Span } from '../../shared/span.ts';
import type { AggregateCall } from '../ast.ts';
import { statsFunction } from '../functions/names.ts';
import type { Expr, Named, Plan } from '../ir.ts';
import type { SeriesFilter, SeriesLimit } from '../parse/chart.ts';
import { checkOutputs, expandAggregates, group } from './aggregate.ts';
import { extend, filter, unnest } from './build.ts';
import type { PlanContext } from './context.ts';
import { asMulti, asText } from './convert.ts';
import { boolean, call, choose, coalesce, column, text } from './expr.ts';
import { fail } from './fail.ts';
import { computedOnce } from './kept.ts';
import { figureOf } from './moving-average.ts';
import { optimise } from './optimise.ts';
import { type PivotOptions, seriesTitle } from './pivot.ts';
import { byCodePoint, fieldOf } from './schema.ts';

/** Options that chart and timechart share. */
export interface SeriesOptions {
  readonly limit?: SeriesLimit;
  readonly useother?: boolean;
  readonly usenull?: boolean;
  readonly nullstr?: string;
  readonly otherstr?: string;
  readonly sep?: string;
  readonly format?: string;
  readonly agg?: string;
  readonly dedup_splitvals?: boolean;
}

export interface SeriesParts {
  readonly calls: readonly AggregateCall[];
  /** What becomes the rows; absent: one row. */
  readonly row?: Named;
  /** The field that becomes the columns. */
  readonly column: string;
  readonly where?: SeriesFilter;
  readonly options: SeriesOptions;
  readonly span: Span;
}

/** Statistics in long form, and how they become a table. */
export interface Series {
  readonly plan: Plan;
  readonly pivot: Omit<PivotOptions, 'row'>;
}

/** Fields of the long form that a search cannot mean. */
const SERIES = '<<SERIES>>';
const COUNT = '<<COUNT>>';

/** Series that are kept where the search does not say. Source: Splunk Search Reference, chart and timechart. */
const DEFAULT_LIMIT: SeriesLimit = { count: 10, side: 'top' };

/** Functions that give 0 for no results. */
const COUNTS: ReadonlySet<string> = new Set(['count', 'dc', 'estdc']);

/**
 * Statistics for each row and each value of a field. Of more series than the limit says those that score less are one
 * series together, computed over all of their results; results without the field are a series of their own.
 *
 * @throws SPL107 for a score that is no stats function
 * Source: Splunk Search Reference, chart and timechart.
 */
export async function seriesOf(given: Plan, parts: SeriesParts, context: PlanContext): Promise<Series> {
  const { options, row } = parts;
  const { nullstr = 'NULL', otherstr = 'OTHER', usenull = true, useother = true } = options;
  const calls = expandAggregates(parts.calls, given.schema, new Set([parts.column, ...(row ? [row.name] : [])]));
  checkOutputs(calls, row === undefined ? [] : [row.name]);
  const input = await computedOnce(withSeries(given, parts, usenull ? nullstr : undefined), context);
  const own = column(SERIES, 'text');
  const grouped = (series: Expr) => longForm(input, { ...parts, calls }, series, context);
  const all = await context.environment.stage(optimise(grouped(own)));
  const kept = await keptSeries(all, { ...parts, calls }, usenull ? nullstr : undefined, context);
  const pivot = { ...pivotOf(calls, options), last: [otherstr, nullstr] };
  if (kept === undefined) return { plan: all, pivot };
  const isKept = kept.length === 0 ? boolean(false) : call('textIn', 'boolean', own, ...kept.map(text));
  return { plan: useother ? grouped(choose(isKept, own, text(otherstr))) : filter(all, isKept), pivot };
}

/**
 * Statistics for each row alone. Columns are named after their functions.
 *
 * @throws SPL205 for two functions of one name
 */
export function oneSeries(input: Plan, calls: readonly AggregateCall[], row: Named, context: PlanContext): Series {
  const expanded = expandAggregates(calls, input.schema, new Set([row.name]));
  checkOutputs(expanded, [row.name]);
  const grouped = group(input, { calls: expanded, keys: [row], scope: { context, schema: input.schema } });
  return {
    plan: extend(grouped, [{ name: SERIES, expr: text('') }]),
    pivot: {
      series: SERIES,
      values: expanded.map(({ output }) => output),
      title: (_series, value) => value,
      filler: zeroOf(expanded),
    },
  };
}

/** Results with the name of their series; those without the field go, unless there is a name for them. */
function withSeries(input: Plan, { column: field, options }: SeriesParts, nullName: string | undefined): Plan {
  const value = fieldOf(input.schema, field);
  const isMulti = value.type === 'multi';
  const values = isMulti && options.dedup_splitvals === true ? call('multiDistinct', 'multi', value) : value;
  const own = isMulti ? values : asText(values);
  const named = nullName === undefined ? [] : [isMulti ? asMulti(text(nullName)) : text(nullName)];
  return unnest(extend(input, [{ name: SERIES, expr: coalesce(own, ...named) }]), SERIES, false);
}

function longForm(input: Plan, { calls, row, span }: SeriesParts, series: Expr, context: PlanContext): Plan {
  const counting: AggregateCall = { kind: 'AggregateCall', name: 'count', output: COUNT, hasAlias: true, span };
  return group(input, {
    calls: [...calls, counting],
    keys: [...(row === undefined ? [] : [row]), { name: SERIES, expr: series }],
    scope: { context, schema: input.schema },
  });
}

function pivotOf(calls: readonly AggregateCall[], { sep = ': ', format }: SeriesOptions) {
  const title = seriesTitle({ sep, ...(format !== undefined && { format }) });
  return {
    series: SERIES,
    values: calls.map(({ output }) => output),
    title: (series: string, value: string) => (calls.length > 1 ? title(value, series) : series),
    filler: zeroOf(calls),
  };
}

/** What stands for no results: 0 for counts, nothing for others. */
function zeroOf(calls: readonly AggregateCall[]): (output: string) => number | undefined {
  const counts = new Set(calls.filter(({ name }) => COUNTS.has(name)).map(({ output }) => output));
  return (output) => (counts.has(output) ? 0 : undefined);
}

/** The series that stay, where not all do. That of results without the field always does. */
async function keptSeries(
  plan: Plan,
  { calls, where, options, span }: SeriesParts,
  nullSeriesName: string | undefined,
  context: PlanContext,
): Promise<readonly string[] | undefined> {
  const rule = where ?? limitRule(options.limit ?? DEFAULT_LIMIT, options.agg ?? 'sum');
  if (rule === undefined) return undefined;
  const scored = where !== undefined || calls.length === 1 ? (calls[0]?.output ?? COUNT) : COUNT;
  const scoring = group(plan, {
    calls: [scoreOf(rule.aggregate, scored, span)],
    keys: [{ name: SERIES, expr: column(SERIES, 'text') }],
    scope: { context, schema: plan.schema },
  });
  const rows = await context.environment.rows(optimise(scoring));
  const scores = rows.map((row) => ({ name: String(row[SERIES]), score: figureOf(row[SCORE]) ?? 0 }));
  const own = scores.filter(({ name }) => name !== nullSeriesName);
  const chosen = passing(own, rule);
  if (chosen.length === own.length) return undefined;
  return [...chosen, ...scores.filter(({ name }) => name === nullSeriesName)].map(({ name }) => name);
}

const SCORE = 'score';

/** Undefined: no limit. */
function limitRule({ count, side }: SeriesLimit, agg: string): SeriesFilter | undefined {
  return count === 0 ? undefined : { aggregate: agg, test: `in ${side}`, value: count };
}

/** What scores a series: a stats function over its cells; `count` are its results, whatever the cells are. */
function scoreOf(name: string, cell: string, span: Span): AggregateCall {
  const typed = name.replace(/\(.*$/s, '');
  const known = statsFunction(typed);
  if (known === undefined) return fail('SPL107', `unknown stats function "${typed}"`, span, 'series are chosen by one');
  const { signature, percentile } = known;
  const isCount = signature.name === 'count';
  return {
    kind: 'AggregateCall',
    name: isCount ? 'sum' : signature.name,
    ...(percentile !== undefined && { percentile }),
    argument: { kind: 'FieldName', name: isCount ? COUNT : cell, isQuoted: true, span },
    output: SCORE,
    hasAlias: true,
    span,
  };
}

interface Scored {
  readonly name: string;
  readonly score: number;
}

function passing(series: readonly Scored[], { test, value }: SeriesFilter): readonly Scored[] {
  const ranked = [...series].sort((a, b) => b.score - a.score || byCodePoint(a.name, b.name));
  switch (test) {
    case 'in top':
      return ranked.slice(0, value);
    case 'notin top':
      return ranked.slice(value);
    case 'in bottom':
      return value === 0 ? [] : ranked.slice(-value);
    case 'notin bottom':
      return value === 0 ? ranked : ranked.slice(0, -value);
    case '<':
      return ranked.filter(({ score }) => score < value);
    case '>':
      return ranked.filter(({ score }) => score > value);
    case '<=':
      return ranked.filter(({ score }) => score <= value);
    case '>=':
      return ranked.filter(({ score }) => score >= value);
    case '=':
      return ranked.filter(({ score }) => score === value);
    case '!=':
      return ranked.filter(({ score }) => score !== value);
  }
}
