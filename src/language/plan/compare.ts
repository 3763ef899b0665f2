import type { Expr, FunctionName } from '../ir.ts';
import { asNumber, asText, isNumericText } from './convert.ts';
import { boolean, call, isNothing, not, nothing, or } from './expr.ts';
import { anyValue } from './lambda.ts';
import { byCodePoint } from './schema.ts';

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * Whether eval's `!=` and ordering on a multivalue are true for any value, like `=`. The manual leaves it open.
 */
const COMPARES_ANY_VALUE = true;

/**
 * A comparison of eval and where: numeric where both sides are numbers or look like one, else by code point and with
 * case; NULL where a side is NULL; any value of a multivalue.
 */
export function compare(operator: ComparisonOperator, left: Expr, right: Expr): Expr {
  const single = (a: Expr, b: Expr) => compareSingle(operator, a, b);
  if (operator !== '=' && !COMPARES_ANY_VALUE) return single(asSingle(left), asSingle(right));
  return anyValue(left, (a) => anyValue(right, (b) => single(a, b), a), right);
}

function asSingle(expr: Expr): Expr {
  return expr.type === 'multi' ? asText(expr) : expr;
}

/** Membership of `in()` and IN: exact, with case, numbers as numbers. */
export function isIn(operand: Expr, values: readonly Expr[]): Expr {
  const isPlain = values.every((value) => isTextLiteral(value) && !isNumericText(String(value.value)));
  if (isPlain && values.length > 1 && (operand.type === 'text' || operand.type === 'multi') && !isNothing(operand)) {
    return anyValue(operand, (value) => call('textIn', 'boolean', value, ...values));
  }
  return or(...values.map((value) => compare('=', operand, value)));
}

/** `x LIKE "pattern"`: any value of a multivalue. */
export function isLike(operand: Expr, pattern: Expr): Expr {
  const patternText = asText(pattern);
  return anyValue(operand, (value) => call('like', 'boolean', asText(value), patternText), patternText);
}

function compareSingle(operator: ComparisonOperator, left: Expr, right: Expr): Expr {
  if (isNothing(left) || isNothing(right)) return nothing('boolean');
  switch (operator) {
    case '=':
      return relation('Equals', left, right);
    case '!=':
      return not(relation('Equals', left, right));
    case '<':
      return relation('Less', left, right);
    case '<=':
      return relation('LessOrEqual', left, right);
    case '>':
      return relation('Less', right, left);
    case '>=':
      return relation('LessOrEqual', right, left);
  }
}

type Relation = 'Equals' | 'Less' | 'LessOrEqual';

function relation(name: Relation, left: Expr, right: Expr): Expr {
  const kind = relationKind(left, right);
  const convert = kind === 'number' ? asNumber : asText;
  const [a, b] = [convert(left), convert(right)];
  if (a.kind === 'Literal' && b.kind === 'Literal') return boolean(holds(name, order(kind, a.value, b.value)));
  const fn: FunctionName = `${kind}${name}`;
  return call(fn, 'boolean', a, b);
}

/** How the two are compared, as far as it is known before the values are. */
function relationKind(left: Expr, right: Expr): 'number' | 'text' | 'dynamic' {
  if (isSurelyNumber(left) && isSurelyNumber(right)) return 'number';
  if (isSurelyNoNumber(left) || isSurelyNoNumber(right)) return 'text';
  return 'dynamic';
}

function isSurelyNumber(expr: Expr): boolean {
  return expr.type === 'number' || (isTextLiteral(expr) && isNumericText(String(expr.value)));
}

function isSurelyNoNumber(expr: Expr): boolean {
  return isTextLiteral(expr) && !isNumericText(String(expr.value));
}

function isTextLiteral(expr: Expr): expr is Extract<Expr, { kind: 'Literal' }> {
  return expr.kind === 'Literal' && typeof expr.value === 'string';
}

type LiteralValue = string | number | boolean | null;

function order(kind: 'number' | 'text' | 'dynamic', a: LiteralValue, b: LiteralValue): number {
  return kind === 'number' ? Number(a) - Number(b) : byCodePoint(String(a), String(b));
}

function holds(name: Relation, difference: number): boolean {
  if (name === 'Equals') return difference === 0;
  return name === 'Less' ? difference < 0 : difference <= 0;
}
