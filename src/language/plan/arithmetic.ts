import type { EvalExpr } from '../ast.ts';
import type { Expr } from '../ir.ts';
import { asNumber, asText, isNumericText } from './convert.ts';
import { call, choose, isNothing, isNull, nothing, number, text } from './expr.ts';

/** Whether products are rounded to the digits of their least precise factor, as Splunk does. */
const ROUNDS_PRODUCTS = true;

const OPERATIONS = {
  '-': { fn: 'subtract', compute: (a: number, b: number) => a - b },
  '*': { fn: 'multiply', compute: (a: number, b: number) => a * b },
  '/': { fn: 'divide', compute: (a: number, b: number) => a / b },
  '%': { fn: 'modulo', compute: (a: number, b: number) => a % b },
  '+': { fn: 'add', compute: (a: number, b: number) => a + b },
} as const;

/** `- / %` and the numeric `+`: NULL where a side is no number, or the result is not finite. */
export function arithmetic(operator: keyof typeof OPERATIONS, left: Expr, right: Expr): Expr {
  const { fn, compute } = OPERATIONS[operator];
  const [a, b] = [asNumber(left), asNumber(right)];
  if (isNothing(a) || isNothing(b)) return nothing('number');
  if (a.kind === 'Literal' && b.kind === 'Literal') return finite(compute(Number(a.value), Number(b.value)));
  return call(fn, 'number', a, b);
}

function finite(value: number): Expr {
  return Number.isFinite(value) ? number(value) : nothing('number');
}

/** `-x`. */
export function negate(operand: Expr): Expr {
  const value = asNumber(operand);
  if (isNothing(value)) return value;
  return value.kind === 'Literal' ? number(-Number(value.value)) : call('negate', 'number', value);
}

/** `.`: the texts of both sides, NULL where one has none. */
export function concat(...parts: readonly Expr[]): Expr {
  const texts = parts
    .map(asText)
    .flatMap((part) => (part.kind === 'Call' && part.fn === 'concat' ? part.args : [part]));
  if (texts.some(isNothing)) return nothing();
  const joined: Expr[] = [];
  for (const part of texts) {
    const last = joined[joined.length - 1];
    if (part.kind === 'Literal' && last?.kind === 'Literal') {
      joined[joined.length - 1] = text(`${last.value}${part.value}`);
    } else joined.push(part);
  }
  const [only] = joined;
  return joined.length === 1 && only !== undefined ? only : call('concat', 'text', ...joined);
}

/**
 * `+`: the sum of two numbers, or of two fields that both hold one; else the two texts joined. Text literals are
 * texts even where they look like a number. What depends on the values comes out as text.
 */
export function plus(left: Expr, right: Expr): Expr {
  if (isNothing(left) || isNothing(right)) return nothing();
  if (left.type === 'number' && right.type === 'number') return arithmetic('+', left, right);
  if (isPlainText(left) || isPlainText(right)) return concat(left, right);
  return call('dynamicAdd', 'text', asText(left), asText(right));
}

/** Text that the search itself spells or builds. */
function isPlainText(expr: Expr): boolean {
  if (expr.kind === 'Literal') return typeof expr.value === 'string';
  return expr.kind === 'Call' && expr.fn === 'concat';
}

/** `*`, rounded to the significant digits of the operand with the fewest, among those with a decimal point. */
export function multiply(left: Expr, right: Expr, nodes: readonly [EvalExpr, EvalExpr]): Expr {
  const product = arithmetic('*', left, right);
  if (!ROUNDS_PRODUCTS || isNothing(product)) return product;
  const digits = digitsOfProduct(nodes, [left, right]);
  if (digits === undefined) return product;
  const [a, b] = [asNumber(left), asNumber(right)];
  if (digits.kind === 'Literal' && product.kind === 'Literal') {
    return number(roundDigits(Number(product.value), Number(digits.value)));
  }
  const rounded = call('multiplyRounded', 'number', a, b, digits);
  return digits.kind === 'Literal' ? rounded : choose(isNull(digits), call('multiply', 'number', a, b), rounded);
}

/** How many significant digits two factors leave their product; undefined where neither limits it. */
export function digitsOfProduct(
  nodes: readonly [EvalExpr, EvalExpr],
  factors: readonly [Expr, Expr],
): Expr | undefined {
  const counts = [digitsOf(nodes[0], factors[0]), digitsOf(nodes[1], factors[1])];
  return leastDigits(counts.filter((count) => count !== undefined));
}

function leastDigits(counts: readonly Expr[]): Expr | undefined {
  const fixed = counts.filter((count) => count.kind === 'Literal').map((count) => Number(count.value));
  const open = counts.filter((count) => count.kind !== 'Literal');
  const known = fixed.length === 0 ? [] : [number(Math.min(...fixed))];
  const all = [...known, ...open];
  return all.length > 1 ? call('leastNumber', 'number', ...all) : all[0];
}

/** How many significant digits limit the product; NULL for values without a decimal point. */
function digitsOf(node: EvalExpr, expr: Expr): Expr | undefined {
  if (node.kind === 'EvalUnary' && node.operator === '-') return digitsOf(node.operand, expr);
  if (node.kind === 'EvalNumber') return fixedDigits(node.text);
  if (node.kind === 'EvalString') return isNumericText(node.value) ? fixedDigits(node.value) : undefined;
  return expr.kind === 'Column' && expr.type === 'text' ? fieldDigits(expr) : undefined;
}

function fixedDigits(spelled: string): Expr | undefined {
  if (!spelled.includes('.')) return undefined;
  const digits = spelled.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '');
  return number(Math.max(1, digits.length));
}

function fieldDigits(field: Expr): Expr {
  const hasPoint = call('regexMatch', 'boolean', field, text('^[+-]?[0-9]*\\.[0-9]*$'), text('re2'));
  const digits = call('regexReplace', 'text', field, text('[^0-9]'), text(''), text('re2'));
  const count = call('length', 'number', call('trimLeft', 'text', digits, text('0')));
  return choose(hasPoint, call('greatestNumber', 'number', count, number(1)), nothing('number'));
}

function roundDigits(value: number, digits: number): number {
  if (value === 0) return value;
  const whole = Math.floor(Math.log10(Math.abs(value))) + 1;
  return digits <= whole ? Math.round(value) : Number(value.toPrecision(Math.min(100, digits)));
}
