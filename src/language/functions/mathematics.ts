import type { EvalExpr } from '../ast.ts';
import type { Expr, FunctionName } from '../ir.ts';
import { arithmetic, digitsOfProduct } from '../plan/arithmetic.ts';
import { asNumber, asText } from '../plan/convert.ts';
import { call, choose, coalesce, isNothing, isNotNull, isNull, nothing, number, or } from '../plan/expr.ts';
import { lambda } from '../plan/lambda.ts';
import type { FunctionCall, FunctionTable, LowerFunction } from './define.ts';

/** 15.4 Mathematical, trigonometric and statistical functions, and 15.10 the bitwise ones. */
export const MATHEMATICS: FunctionTable = {
  abs: unary('abs'),
  ceiling: unary('ceil'),
  floor: unary('floor'),
  exp: unary('exp'),
  ln: unary('ln'),
  sqrt: unary('sqrt'),
  sin: unary('sin'),
  cos: unary('cos'),
  tan: unary('tan'),
  asin: unary('asin'),
  acos: unary('acos'),
  atan: unary('atan'),
  sinh: unary('sinh'),
  cosh: unary('cosh'),
  tanh: unary('tanh'),
  asinh: unary('asinh'),
  acosh: unary('acosh'),
  atanh: unary('atanh'),
  atan2: binary('atan2'),
  hypot: binary('hypot'),
  pow: binary('pow'),
  log: (args) => call('log', 'number', args.number(0), args.count > 1 ? args.number(1) : number(10)),
  pi: () => call('pi', 'number'),
  random: () => call('random', 'number'),
  // Inside, nothing limits the digits of a product: `multiply` looks at what is written, and this is no literal.
  exact: (args) => args.number(0),
  sigfig: (args) => significant(args.number(0), args.node.args[0]),
  round: (args) => call('round', 'number', args.number(0), args.count > 1 ? args.number(1) : number(0)),
  max: (args) => extreme(args, 'max'),
  min: (args) => extreme(args, 'min'),
  sum: (args) => sum(args.values().map(asNumber)),
  avg: (args) => average(args.values().map(asNumber)),
  bit_and: folded('bitAnd'),
  bit_or: folded('bitOr'),
  bit_xor: folded('bitXor'),
  bit_not: (args) => {
    const flipped = call('bitNot', 'number', args.number(0));
    return call('bitAnd', 'number', flipped, args.count > 1 ? args.number(1) : number(Number.MAX_SAFE_INTEGER));
  },
  bit_shift_left: binary('bitLeft'),
  bit_shift_right: binary('bitRight'),
};

function unary(fn: FunctionName): LowerFunction {
  return (args) => {
    const operand = args.number(0);
    return isNothing(operand) ? nothing('number') : call(fn, 'number', operand);
  };
}

function binary(fn: FunctionName): LowerFunction {
  return (args) => call(fn, 'number', args.number(0), args.number(1));
}

function folded(fn: FunctionName): LowerFunction {
  return (args) => {
    const [first, ...others] = args.values().map(asNumber);
    return others.reduce((before, next) => call(fn, 'number', before, next), first ?? nothing('number'));
  };
}

/** A product with as many significant digits as its least precise factor; everything else stays. */
function significant(value: Expr, node: EvalExpr | undefined): Expr {
  if (value.kind === 'Literal') return significantLiteral(node) ?? value;
  if (value.kind !== 'Call') return value;
  // The product of a field is plain where the field has no decimal point.
  if (value.fn === 'if') return { ...value, args: value.args.map((arg) => significant(arg, node)) };
  if (value.fn !== 'multiplyRounded') return value;
  const [a, b, digits] = value.args;
  if (a === undefined || b === undefined || digits === undefined) return value;
  return call('sigfig', 'number', call('multiply', 'number', a, b), digits);
}

/** Of two written numbers: their product was worked out before. */
function significantLiteral(node: EvalExpr | undefined): Expr | undefined {
  if (node?.kind !== 'EvalBinary' || node.operator !== '*') return undefined;
  const { left, right } = node;
  if (left.kind !== 'EvalNumber' || right.kind !== 'EvalNumber') return undefined;
  const [a, b] = [number(Number(left.text)), number(Number(right.text))];
  const digits = digitsOfProduct([left, right], [a, b]);
  return digits && call('sigfig', 'number', call('multiply', 'number', a, b), digits);
}

/**
 * max() and min(): NULLs left out, and texts greater than all numbers. With numbers alone the result is a number, else
 * a text.
 */
function extreme(args: FunctionCall, which: 'max' | 'min'): Expr {
  const values = args.values().filter((value) => !isNothing(value));
  const fn = which === 'max' ? 'greatestNumber' : 'leastNumber';
  if (values.length === 0) return nothing('number');
  if (values.every(({ type }) => type === 'number')) return call(fn, 'number', ...values);
  if (values.some(({ type }) => type === 'multi')) return extremeOfAll(values, which);
  const texts = values.filter(({ type }) => type === 'text');
  const words = texts.map((value) => choose(isNull(asNumber(value)), value, nothing()));
  const word = call('multiItem', 'text', sorted(words), number(which === 'max' ? -1 : 0));
  const figure = asText(call(fn, 'number', ...values.map(asNumber)));
  return which === 'max' ? coalesce(word, figure) : coalesce(figure, word);
}

/** The same over every value of multivalue fields. */
function extremeOfAll(values: readonly Expr[], which: 'max' | 'min'): Expr {
  const all = call('multi', 'multi', ...values.map((value) => (value.type === 'multi' ? value : asText(value))));
  const isWord = (value: Expr) => isNull(asNumber(value));
  const words = call('multiSort', 'multi', call('filterValues', 'multi', all, lambda([all], isWord)));
  const word = call('multiItem', 'text', words, number(which === 'max' ? -1 : 0));
  const figure = asText(call(which === 'max' ? 'multiGreatest' : 'multiLeast', 'number', all));
  return which === 'max' ? coalesce(word, figure) : coalesce(figure, word);
}

function sorted(texts: readonly Expr[]): Expr {
  return call('multiSort', 'multi', call('multi', 'multi', ...texts));
}

function sum(values: readonly Expr[]): Expr {
  const known = values.filter((value) => !isNothing(value));
  if (known.length === 0) return nothing('number');
  const total = known
    .map((value) => coalesce(value, number(0)))
    .reduce((before, next) => arithmetic('+', before, next));
  return choose(or(...known.map(isNotNull)), total, nothing('number'));
}

function average(values: readonly Expr[]): Expr {
  const counted = values.map((value) => choose(isNotNull(value), number(1), number(0)));
  const count = counted.reduce((before, next) => arithmetic('+', before, next));
  return arithmetic('/', sum(values), count);
}
