import type { Span } from '../../shared/span.ts';
import type { SearchExpr } from '../ast.ts';
import type { Expr } from '../ir.ts';
import { resolveTime } from '../time/modifier.ts';
import type { PlanContext, PlanEnvironment } from './context.ts';
import { asNumber } from './convert.ts';
import { and, call, isNothing, number } from './expr.ts';
import { fail } from './fail.ts';
import type { Condition } from './gate.ts';
import { resolveField, type Scope } from './scope.ts';

/** Time ranges of a search in epoch seconds: from the start on, before the end. */
export interface TimeBounds {
  readonly earliest?: number;
  readonly latest?: number;
  readonly indexEarliest?: number;
  readonly indexLatest?: number;
}

const TERMS: ReadonlyMap<string, keyof TimeBounds> = new Map([
  ['earliest', 'earliest'],
  ['starttime', 'earliest'],
  ['latest', 'latest'],
  ['endtime', 'latest'],
  ['_index_earliest', 'indexEarliest'],
  ['_index_latest', 'indexLatest'],
]);

/** Modifiers that count back from now, also in searches behind others. Source: Splunk Search Reference, search. */
const AGO: ReadonlyMap<string, { readonly key: 'earliest' | 'latest'; readonly seconds: number }> = new Map([
  ['startminutesago', { key: 'earliest', seconds: 60 }],
  ['starthoursago', { key: 'earliest', seconds: 3600 }],
  ['startdaysago', { key: 'earliest', seconds: 86_400 }],
  ['endminutesago', { key: 'latest', seconds: 60 }],
  ['endhoursago', { key: 'latest', seconds: 3600 }],
  ['enddaysago', { key: 'latest', seconds: 86_400 }],
]);

/**
 * Takes the time modifiers out of the text of a generating search; they override the range that the search runs over.
 *
 * @throws SPL116 for a text that is no time
 */
export function splitTimeTerms(expr: SearchExpr, context: PlanContext): { rest: SearchExpr; bounds: TimeBounds } {
  const { rest, bounds: ago } = splitAgoTerms(expr, context);
  const found: { -readonly [K in keyof TimeBounds]: TimeBounds[K] } = { ...boundsOf(context.environment), ...ago };
  const others: SearchExpr[] = [];
  for (const term of termsOf(rest)) {
    const key = term.kind === 'SearchComparison' && term.operator === '=' ? TERMS.get(term.field.name) : undefined;
    if (key === undefined || term.kind !== 'SearchComparison') others.push(term);
    else found[key] = timeOf(term.value.text, term.span, context);
  }
  return { rest: { kind: 'SearchAnd', terms: others, span: expr.span }, bounds: found };
}

/** Takes those out that a search behind others has too: `starthoursago=168`. */
export function splitAgoTerms(expr: SearchExpr, context: PlanContext): { rest: SearchExpr; bounds: TimeBounds } {
  const bounds: { earliest?: number; latest?: number } = {};
  const rest = termsOf(expr).filter((term) => {
    const ago = term.kind === 'SearchComparison' && term.operator === '=' ? AGO.get(term.field.name) : undefined;
    if (ago === undefined || term.kind !== 'SearchComparison' || !/^\d{1,9}$/.test(term.value.text)) return true;
    bounds[ago.key] = context.environment.now - Number(term.value.text) * ago.seconds;
    return false;
  });
  return {
    rest: rest.length === termsOf(expr).length ? expr : { kind: 'SearchAnd', terms: rest, span: expr.span },
    bounds,
  };
}

function termsOf(expr: SearchExpr): readonly SearchExpr[] {
  return expr.kind === 'SearchAnd' ? expr.terms : [expr];
}

/** The range that a search runs over where its text says nothing. */
export function boundsOf({ earliest, latest }: PlanEnvironment): TimeBounds {
  return { ...(earliest !== undefined && { earliest }), ...(latest !== undefined && { latest }) };
}

function timeOf(text: string, span: Span, { environment }: PlanContext): number {
  const time = resolveTime(text, environment.now, environment.timezone);
  if (time !== undefined) return time;
  return fail('SPL116', `"${text}" is no time`, span, 'a time is like -24h@h, @d, now or an epoch number');
}

/** Whether a result lies within the bounds. */
export function inBounds(bounds: TimeBounds, scope: Scope): Expr {
  return and(
    ...within('_time', bounds.earliest, bounds.latest, scope),
    ...within('_indextime', bounds.indexEarliest, bounds.indexLatest, scope),
  );
}

/** The bounds as a condition; none where nothing is bounded. */
export function timeConditions(bounds: TimeBounds, scope: Scope): readonly Condition[] {
  const predicate = inBounds(bounds, scope);
  if (predicate.kind === 'Literal') return [];
  const { earliest, latest, indexEarliest, indexLatest } = bounds;
  const told = [dated('from', earliest ?? indexEarliest), dated('before', latest ?? indexLatest)].flat().join(' ');
  const fields = [{ name: '_time', expr: resolveField(scope, '_time') }];
  return [{ text: `_time is ${told}`, predicate, fields }];
}

function dated(word: string, seconds: number | undefined): readonly string[] {
  return seconds === undefined ? [] : [`${word} ${instant(seconds)}`];
}

/** A date where there is one: any number may be given as a time. */
function instant(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}

function within(name: string, from: number | undefined, to: number | undefined, scope: Scope): readonly Expr[] {
  if (from === undefined && to === undefined) return [];
  const time = asNumber(resolveField(scope, name));
  // Logs read from files have no index time of their own.
  if (isNothing(time)) return [];
  return [
    ...(from === undefined ? [] : [call('numberLessOrEqual', 'boolean', number(from), time)]),
    ...(to === undefined ? [] : [call('numberLess', 'boolean', time, number(to))]),
  ];
}
