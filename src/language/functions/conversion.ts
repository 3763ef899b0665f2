import type { Expr } from '../ir.ts';
import { asNumber, asText, isNumericText } from '../plan/convert.ts';
import { boolean, call, choose, coalesce, isNothing, not, nothing, number, text } from '../plan/expr.ts';
import { eachValue } from '../plan/lambda.ts';
import type { FunctionCall, FunctionTable } from './define.ts';

const FORMATS = { hex: 'toHex', binary: 'toBinary', commas: 'toCommas', duration: 'toDuration' } as const;

/** 15.3 Conversion functions. */
export const CONVERSION: FunctionTable = {
  tonumber: (args) => toNumber(args),
  tostring: (args) => toText(args),
  ipmask: (args) => call('ipMask', 'text', args.text(0), args.text(1)),
  todouble: (args) => args.number(0),
  toint: (args) => toInteger(args),
  tobool: (args) => toBoolean(args),
};

function toNumber(args: FunctionCall): Expr {
  const value = args.value(0);
  if (args.count > 1) return call('toNumberBase', 'number', asText(value), args.number(1));
  if (value.kind === 'Literal' && typeof value.value === 'string' && !isNumericText(value.value)) {
    args.fail('SPL201', `tonumber() of the text "${value.value}", which is no number`, 0);
  }
  return isNothing(value) ? nothing('number') : asNumber(value);
}

/** The whole part, towards zero. */
function toInteger(args: FunctionCall): Expr {
  if (args.count > 1) return call('toNumberBase', 'number', args.text(0), args.number(1));
  const value = args.number(0);
  const whole = (fn: 'ceil' | 'floor') => call(fn, 'number', value);
  return choose(call('numberLess', 'boolean', value, number(0)), whole('ceil'), whole('floor'));
}

/** Numbers but zero are true, and so are the words for it; NULL for what is neither. */
function toBoolean(args: FunctionCall): Expr {
  const value = args.any(0);
  if (value.type === 'boolean') return value;
  const is = (...words: readonly string[]) => call('caselessIn', 'boolean', asText(value), ...words.map(text));
  const isNumber = not(call('numberEquals', 'boolean', asNumber(value), number(0)));
  const word = choose(
    is('true', 't', 'yes'),
    boolean(true),
    choose(is('false', 'f', 'no'), boolean(false), nothing('boolean')),
  );
  return isNothing(value) ? nothing('boolean') : coalesce(isNumber, word);
}

function toText(args: FunctionCall): Expr {
  const value = args.any(0);
  if (value.type === 'boolean') return call('booleanText', 'text', value);
  if (args.count === 1) return value.type === 'multi' ? value : asText(value);
  const format = args.literal(1).toLowerCase();
  const fn = Object.hasOwn(FORMATS, format) ? FORMATS[format as keyof typeof FORMATS] : undefined;
  if (fn === undefined) {
    const hint = `the formats are ${Object.keys(FORMATS).join(', ')}`;
    return args.fail('SPL201', `tostring() has no format "${format}"`, 1, hint);
  }
  // The format says nothing about values that are no number: they stay.
  return eachValue(value, (one) => coalesce(call(fn, 'text', asNumber(one)), asText(one)));
}
