import type { ConvertFunction } from '../commands/convert.ts';
import type { Expr } from '../ir.ts';
import { arithmetic } from './arithmetic.ts';
import { asNumber, asText } from './convert.ts';
import { call, choose, coalesce, nothing, number, text } from './expr.ts';
import { eachValue } from './lambda.ts';

/**
 * A value as the convert command changes it; of a multivalue, each value.
 *
 * Source: Splunk Search Reference, convert.
 */
export function convertValue(fn: ConvertFunction, value: Expr, timeFormat: string): Expr {
  // A text that is a number counts as one wherever numbers are asked for: `auto` has nothing to do.
  if (fn === 'auto' || fn === 'none') return value;
  return eachValue(value, (one) => {
    const converted = convertOne(fn, one, timeFormat);
    return value.type === 'multi' ? asText(converted) : converted;
  });
}

function convertOne(fn: Exclude<ConvertFunction, 'none' | 'auto'>, value: Expr, timeFormat: string): Expr {
  switch (fn) {
    case 'ctime':
      return coalesce(call('formatTime', 'text', asNumber(value), text(timeFormat)), asText(value));
    case 'mktime':
      return call('parseTime', 'number', asText(value), text(timeFormat));
    case 'num':
      return asNumber(value);
    case 'rmcomma':
      return call('replaceText', 'text', asText(value), text(','), text(''));
    case 'rmunit':
      return withoutUnit(asText(value));
    case 'dur2sec':
      return duration(asText(value));
    case 'mstime':
      return minutesAndSeconds(asText(value));
    case 'memk':
      return kilobytes(asText(value));
  }
}

function matches(value: Expr, pattern: string): Expr {
  return call('regexMatch', 'boolean', value, text(pattern), text('re2'));
}

function replaced(value: Expr, pattern: string, replacement: string): Expr {
  return call('regexReplace', 'text', value, text(pattern), text(replacement), text('re2'));
}

/** The number at the start; a text without one stays. */
function withoutUnit(value: Expr): Expr {
  return replaced(value, '^\\s*([+-]?[0-9]+(?:\\.[0-9]+)?)[\\s\\S]*', '\\1');
}

/** The parts of `D+HH:MM:SS`, counted from the end, each times its seconds. */
function sumOfParts(parts: Expr, seconds: readonly number[]): Expr {
  const values = seconds.map((each, index) => {
    const part = asNumber(call('multiItem', 'text', parts, number(-1 - index)));
    return arithmetic('*', index === 0 ? part : coalesce(part, number(0)), number(each));
  });
  return values.reduce((before, next) => arithmetic('+', before, next));
}

function duration(value: Expr): Expr {
  const parts = call('split', 'multi', replaced(value, '\\+', ':'), text(':'));
  const isDuration = matches(value, '^(?:[0-9]+\\+)?[0-9]+:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?$');
  return choose(isDuration, sumOfParts(parts, [1, 60, 3600, 86_400]), nothing('number'));
}

function minutesAndSeconds(value: Expr): Expr {
  const parts = call('split', 'multi', value, text(':'));
  const isTime = matches(value, '^(?:[0-9]+:)?[0-9]+(?:\\.[0-9]+)?$');
  return choose(isTime, sumOfParts(parts, [1, 60]), nothing('number'));
}

/** Megabytes and gigabytes as kilobytes; without a letter the number is kilobytes. */
function kilobytes(value: Expr): Expr {
  const figure = asNumber(replaced(value, '^([0-9]+(?:\\.[0-9]+)?)[kKmMgG]?$', '\\1'));
  const factor = choose(matches(value, '[gG]$'), number(1_048_576), number(1));
  return arithmetic('*', figure, choose(matches(value, '[mM]$'), number(1024), factor));
}
