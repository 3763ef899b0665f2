import type { Cursor } from './cursor.ts';
import type { OptionReader } from './options.ts';

/** Units of time spans, by their short names: `m` is minutes, `mon` months. */
export type TimeUnit = 'us' | 'ms' | 'cs' | 'ds' | 's' | 'm' | 'h' | 'd' | 'w' | 'mon' | 'q' | 'y';

/** `span=5m`, `span=10`, `span=2log10`, `span=auto`. */
export type SpanValue =
  | { readonly kind: 'Time'; readonly amount: number; readonly unit: TimeUnit; readonly snap?: string }
  | { readonly kind: 'Number'; readonly amount: number }
  | { readonly kind: 'Log'; readonly coefficient: number; readonly base: number }
  | { readonly kind: 'Auto' };

const UNIT_NAMES: Readonly<Record<TimeUnit, string>> = {
  us: 'us',
  ms: 'ms',
  cs: 'cs',
  ds: 'ds',
  s: 's sec secs second seconds',
  m: 'm min mins minute minutes',
  h: 'h hr hrs hour hours',
  d: 'd day days',
  w: 'w week weeks',
  mon: 'mon month months',
  q: 'q qtr qtrs quarter quarters',
  y: 'y yr yrs year years',
};

const UNITS: ReadonlyMap<string, TimeUnit> = new Map(
  Object.entries(UNIT_NAMES).flatMap(([unit, names]) => names.split(' ').map((name) => [name, unit as TimeUnit])),
);

/** The unit that a name stands for, in any case, or undefined. Source: Splunk Search Manual, Specify time modifiers in your search. */
export function timeUnit(name: string): TimeUnit | undefined {
  return UNITS.get(name.toLowerCase());
}

/** The span that a text stands for, or undefined. */
export function spanValue(text: string): SpanValue | undefined {
  if (text.toLowerCase() === 'auto') return { kind: 'Auto' };
  const log = /^(\d*(?:\.\d*)?)log(\d*(?:\.\d*)?)$/i.exec(text);
  if (log !== null) return logSpan(log[1] ?? '', log[2] ?? '');
  const [, digits = '', unitName = '', snap] = /^(\d*(?:\.\d*)?)([a-z]*)(@[a-z0-9]+)?$/i.exec(text) ?? [];
  if (unitName === '') return /\d/.test(digits) ? { kind: 'Number', amount: Number(digits) } : undefined;
  const unit = timeUnit(unitName);
  const amount = digits === '' ? 1 : Number(digits);
  if (unit === undefined || !(amount > 0)) return undefined;
  return snap === undefined ? { kind: 'Time', amount, unit } : { kind: 'Time', amount, unit, snap };
}

function logSpan(coefficient: string, base: string): SpanValue | undefined {
  const value = {
    kind: 'Log',
    coefficient: coefficient === '' ? 1 : Number(coefficient),
    base: base === '' ? 10 : Number(base),
  } as const;
  return value.coefficient > 0 && value.base > 1 ? value : undefined;
}

/**
 * Reads a span. @throws SPL116 for a text that is none
 *
 * Source: Splunk Search Reference, bin.
 */
export const spanOption: OptionReader<SpanValue> = (cursor: Cursor, name) => {
  const start = cursor.mark();
  const text = cursor.expectValue(`a span for ${name}`);
  const value = spanValue(text);
  if (value !== undefined) return value;
  const hint = 'a span is a number and a unit: 5m, 1h, 1d, 1mon';
  return cursor.fail('SPL116', `${name} takes a span, found ${JSON.stringify(text)}`, cursor.span(start), hint);
};
