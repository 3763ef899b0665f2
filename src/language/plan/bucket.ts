import type { Expr } from '../ir.ts';
import { type SpanValue, type TimeUnit, timeUnit } from '../parse/time-span.ts';
import { arithmetic, concat } from './arithmetic.ts';
import { asNumber, asText } from './convert.ts';
import { call, coalesce, number, text } from './expr.ts';
import type { TimeSpan } from './spans.ts';

const SECONDS: Partial<Record<TimeUnit, number>> = { us: 1e-6, ms: 0.001, cs: 0.01, ds: 0.1, s: 1, m: 60, h: 3600 };
const CALENDAR: Partial<Record<TimeUnit, string>> = { d: 'day', w: 'week', mon: 'month', q: 'quarter', y: 'year' };

export interface BucketOptions {
  readonly span: Exclude<SpanValue, { kind: 'Auto' }>;
  /** `_time` gives the start of the bucket; other numbers give a range, unless the span has a unit of time. */
  readonly isTime: boolean;
  /** Where some bucket begins, in epoch seconds. Buckets of a day and longer begin at midnight regardless. */
  readonly align: number;
}

/**
 * The bucket that a value falls into. What is no number stays as it is.
 *
 * Source: Splunk Search Reference, bin.
 */
export function bucket(value: Expr, { span, isTime, align }: BucketOptions): Expr {
  const figure = asNumber(value);
  if (span.kind === 'Time') return orUnchanged(spanBucket(figure, span, align), value);
  if (span.kind === 'Number' && isTime) return orUnchanged(steps(figure, span.amount, align), value);
  return coalesce(range(figure, span), asText(value));
}

/** Whether a span with a snap begins its buckets where karst can. */
export function isAligned({ amount, unit, snap }: TimeSpan): boolean {
  if (snap === undefined) return true;
  const name = snap.slice(1).toLowerCase();
  return timeUnit(name) === unit || (unit === 'w' && amount === 1 && /^w[0-7]$/.test(name));
}

/** The start of the bucket of a time. A span of a week may say on which day it begins: `1w@w1`. */
export function spanBucket(time: Expr, { amount, unit, snap }: TimeSpan, align = 0): Expr {
  if (unit !== 'w' || snap === undefined || amount !== 1) return timeBucket(time, amount, unit, align);
  return call('relativeTime', 'number', time, text(snap));
}

/** The start of the bucket of a time, in epoch seconds. */
export function timeBucket(time: Expr, amount: number, unit: TimeUnit, align = 0): Expr {
  const seconds = SECONDS[unit];
  if (seconds !== undefined) return steps(time, amount * seconds, align);
  return call('calendarBucket', 'number', time, text(CALENDAR[unit] ?? 'day'), number(amount));
}

function steps(value: Expr, width: number, align: number): Expr {
  return call('timeBucket', 'number', value, number(width), number(align));
}

function orUnchanged(start: Expr, value: Expr): Expr {
  return value.type === 'number' ? start : coalesce(asText(start), asText(value));
}

function range(value: Expr, span: Exclude<BucketOptions['span'], { kind: 'Time' }>): Expr {
  if (span.kind === 'Number') {
    const low = steps(value, span.amount, 0);
    return concat(low, text('-'), arithmetic('+', low, number(span.amount)));
  }
  const exponent = call('log', 'number', arithmetic('/', value, number(span.coefficient)), number(span.base));
  const power = call('floor', 'number', exponent);
  const bound = (exponentOf: Expr) =>
    arithmetic('*', call('pow', 'number', number(span.base), exponentOf), number(span.coefficient));
  return concat(bound(power), text('-'), bound(arithmetic('+', power, number(1))));
}
