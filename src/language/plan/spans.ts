import type { Span } from '../../shared/span.ts';
import type { Expr, NamedAggregate, Plan } from '../ir.ts';
import type { SpanValue, TimeUnit } from '../parse/time-span.ts';
import { relativeTime, resolveTime } from '../time/modifier.ts';
import { aggregate } from './build.ts';
import type { PlanContext } from './context.ts';
import { asNumber, isNumericText } from './convert.ts';
import { call, number } from './expr.ts';
import { fail } from './fail.ts';
import { optimise } from './optimise.ts';
import { fieldOf } from './schema.ts';

export type FixedSpan = Exclude<SpanValue, { kind: 'Auto' }>;
export type TimeSpan = Extract<SpanValue, { kind: 'Time' }>;

/** The extents of buckets: what lies outside of them is left out. */
export interface Bounds {
  readonly start?: number;
  readonly end?: number;
}

/** How a span is chosen that the search does not say. Bounds widen the range of the values, never narrow it. */
export interface SpanChoice extends Bounds {
  readonly span?: SpanValue;
  /** Buckets at most. */
  readonly bins?: number;
  /** Spans that are shorter are not chosen. */
  readonly minspan?: SpanValue;
}

/**
 * The options `start` and `end`.
 *
 * @throws SPL106 for what is no number
 * Source: Splunk Search Reference, makecontinuous.
 */
export function boundsOf({ start, end }: { readonly start?: string; readonly end?: string }, span: Span): Bounds {
  const bound = (name: string, given: string): number =>
    isNumericText(given) ? Number(given) : fail('SPL106', `${name} takes a number, found "${given}"`, span);
  return {
    ...(start !== undefined && { start: bound('start', start) }),
    ...(end !== undefined && { end: bound('end', end) }),
  };
}

/** That a number lies within bounds. */
export function within(value: Expr, { start, end }: Bounds): readonly Expr[] {
  const atMost = (less: Expr, more: Expr) => call('numberLessOrEqual', 'boolean', less, more);
  return [
    ...(start === undefined ? [] : [atMost(number(start), value)]),
    ...(end === undefined ? [] : [atMost(value, number(end))]),
  ];
}

/** Spans of time that are chosen from. Source: Splunk Search Reference, timechart, default time spans. */
const LADDER: readonly (readonly [amount: number, unit: TimeUnit, seconds: number])[] = [
  [1, 's', 1],
  [5, 's', 5],
  [10, 's', 10],
  [30, 's', 30],
  [1, 'm', 60],
  [5, 'm', 300],
  [10, 'm', 600],
  [30, 'm', 1800],
  [1, 'h', 3600],
  [1, 'd', 86_400],
  [1, 'mon', 30 * 86_400],
  [1, 'y', 365 * 86_400],
];

const SECONDS: Readonly<Record<TimeUnit, number>> = {
  us: 1e-6,
  ms: 0.001,
  cs: 0.01,
  ds: 0.1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 7 * 86_400,
  mon: 30 * 86_400,
  q: 91 * 86_400,
  y: 365 * 86_400,
};

/** How long a span is, months and years by their usual length. */
export function secondsOf({ amount, unit }: TimeSpan): number {
  return amount * SECONDS[unit];
}

/**
 * The seconds that an option of a command stands for: of a time, or a plain number.
 *
 * @throws SPL116 for other spans
 */
export function secondsIn(value: SpanValue, name: string, span: Span): number {
  if (value.kind === 'Number') return value.amount;
  if (value.kind === 'Time' && value.snap === undefined) return secondsOf(value);
  return fail('SPL116', `${name} takes a time`, span, 'a span is a number and a unit: 30s, 5m, 1h, 1d');
}

/** The shortest span of time that needs no more buckets than these. */
export function spanOfTime(from: number, to: number, { bins = 100, minspan }: SpanChoice): TimeSpan {
  const least = minimum(minspan);
  const fitting = LADDER.find(([, , seconds]) => seconds >= least && (to - from) / seconds <= bins);
  const [amount, unit] = fitting ?? [Math.ceil((to - from) / bins / SECONDS.y), 'y'];
  return { kind: 'Time', amount, unit };
}

/** The shortest span of 1, 2 or 5 times a power of ten that needs no more buckets than these. */
export function spanOfNumbers(from: number, to: number, { bins = 100, minspan }: SpanChoice): FixedSpan {
  const least = Math.max((to - from) / bins, minimum(minspan));
  if (!(least > 0)) return { kind: 'Number', amount: 1 };
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= least * (1 - 1e-12)) ?? 10;
  // A product such as 3 * 0.1 has digits that nobody wrote.
  return { kind: 'Number', amount: Number((step * power).toPrecision(12)) };
}

function minimum(span: SpanValue | undefined): number {
  if (span?.kind === 'Time') return secondsOf(span);
  return span?.kind === 'Number' ? span.amount : 0;
}

/** The smallest and the greatest number of a field; undefined where there is none. */
export async function rangeOf(
  input: Plan,
  field: string,
  { environment }: PlanContext,
): Promise<readonly [from: number, to: number] | undefined> {
  const argument = asNumber(fieldOf(input.schema, field));
  const bound = (name: string, fn: 'min' | 'max'): NamedAggregate => ({ name, type: 'number', fn, argument });
  const [row] = await environment.rows(optimise(aggregate(input, [], [bound('from', 'min'), bound('to', 'max')])));
  const [from, to] = [row?.['from'], row?.['to']];
  return typeof from === 'number' && typeof to === 'number' ? [from, to] : undefined;
}

/**
 * The span that a search gives, or one that fits the values of the field; undefined where there are no values.
 *
 * @throws SPL106 for no buckets at all
 */
export async function chosenSpan(
  input: Plan,
  field: string,
  choice: SpanChoice,
  span: Span,
  context: PlanContext,
): Promise<FixedSpan | undefined> {
  if (choice.span !== undefined && choice.span.kind !== 'Auto') return choice.span;
  if (choice.bins !== undefined && choice.bins < 2) fail('SPL106', 'bins takes a number from 2 on', span);
  const range = await rangeOf(input, field, context);
  if (context.environment.isAheadOfData === true) return { kind: 'Number', amount: 1 };
  if (range === undefined) return undefined;
  const from = Math.min(range[0], choice.start ?? range[0]);
  const to = Math.max(range[1], choice.end ?? range[1]);
  return field === '_time' ? spanOfTime(from, to, choice) : spanOfNumbers(from, to, choice);
}

/**
 * Where a bucket begins, in epoch seconds; 0 without `aligntime`, or where the search has no such bound.
 *
 * @throws SPL116 for a text that is no time
 */
export function alignment(aligntime: string | undefined, span: Span, { environment }: PlanContext): number {
  if (aligntime === undefined) return 0;
  if (aligntime === 'earliest') return environment.earliest ?? 0;
  if (aligntime === 'latest') return environment.latest ?? 0;
  const time = resolveTime(aligntime, environment.now, environment.timezone);
  return time ?? fail('SPL116', `"${aligntime}" is no time`, span, 'aligntime takes earliest, latest or a time');
}

/** The start of the bucket behind one that starts here. Days and longer units go by the calendar. */
export function nextBucket(start: number, { amount, unit }: TimeSpan, timezone: string): number {
  const seconds = SECONDS[unit];
  // Fractions of seconds would add up their errors.
  if (seconds <= SECONDS.h) return Number((start + amount * seconds).toFixed(6));
  return relativeTime(start, `+${amount}${unit}`, timezone) ?? start + amount * seconds;
}
