import { invariant } from '../../shared/problem.ts';
import type { Expr, ValueType } from '../ir.ts';
import { call, isNothing, nothing, number, text } from './expr.ts';

const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether the whole text is a decimal number: sign, digits, fraction, exponent, no spaces. */
export function isNumericText(value: string): boolean {
  return NUMERIC.test(value) && Number.isFinite(Number(value));
}

/** A number as SPL prints it: whole numbers without a point, others with their shortest digits. */
export function numberText(value: number): string {
  return String(value === 0 ? 0 : value);
}

/** As one text. A multivalue of two or more values has none and gives NULL. */
export function asText(expr: Expr): Expr {
  if (isNothing(expr)) return nothing();
  switch (expr.type) {
    case 'text':
      return expr;
    case 'number':
      if (expr.kind === 'Literal') return text(numberText(Number(expr.value)));
      return call('toText', 'text', expr);
    case 'multi':
      return call('onlyValue', 'text', expr);
    case 'boolean':
      return call('booleanText', 'text', expr);
  }
}

/** As a number; NULL for what is none. */
export function asNumber(expr: Expr): Expr {
  if (isNothing(expr)) return nothing('number');
  if (expr.type === 'number') return expr;
  if (expr.kind === 'Literal') {
    const value = String(expr.value);
    return isNumericText(value) ? number(Number(value)) : nothing('number');
  }
  const single = asText(expr);
  // Text made of a number needs no way back.
  if (single.kind === 'Call' && single.fn === 'toText' && single.args[0] !== undefined) return single.args[0];
  return call('toNumber', 'number', single);
}

/** As a multivalue; one value is a multivalue of one. */
export function asMulti(expr: Expr): Expr {
  if (isNothing(expr)) return nothing('multi');
  return expr.type === 'multi' ? expr : call('multi', 'multi', asText(expr));
}

/** Converts to a type that a column can have. */
export function convertTo(type: ValueType, expr: Expr): Expr {
  switch (type) {
    case 'text':
      return asText(expr);
    case 'number':
      return asNumber(expr);
    case 'multi':
      return asMulti(expr);
    case 'boolean':
      invariant(expr.type === 'boolean' || isNothing(expr), 'only conditions become conditions');
      return isNothing(expr) ? nothing('boolean') : expr;
  }
}

/** The type that holds values of all of these: NULLs have none, a multivalue takes in everything, text all but that. */
export function commonType(exprs: readonly Expr[]): ValueType {
  const types = new Set(exprs.filter((expr) => !isNothing(expr)).map(({ type }) => type));
  if (types.size === 0) return 'text';
  if (types.has('multi')) return 'multi';
  const [only] = types;
  return types.size === 1 && only !== undefined ? only : 'text';
}

/** The same expressions, all of their common type. */
export function unify(exprs: readonly Expr[]): readonly Expr[] {
  const type = commonType(exprs);
  return exprs.map((expr) => convertTo(type, expr));
}
