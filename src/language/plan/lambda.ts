import { type Expr, HIDDEN } from '../ir.ts';
import { call, column, columnsRead } from './expr.ts';

/** A function of one text. `taken`: expressions whose columns its body reads, beside its parameter. */
export function lambda(taken: readonly Expr[], body: (value: Expr) => Expr): Expr {
  const used = columnsRead(...taken);
  let parameter = `${HIDDEN}value`;
  for (let count = 2; used.has(parameter); count++) parameter = `${HIDDEN}value${count}`;
  const built = body(column(parameter, 'text'));
  return { kind: 'Lambda', parameter, body: built, type: built.type };
}

/**
 * A condition on a field that may have several values: true where one value fulfils it. A field without values gives
 * NULL. `others`: what else the condition reads.
 */
export function anyValue(operand: Expr, condition: (value: Expr) => Expr, ...others: readonly Expr[]): Expr {
  if (operand.type !== 'multi') return condition(operand);
  return call('anyValue', 'boolean', operand, lambda([operand, ...others], condition));
}

/** A function of one value: applied to each value of a multivalue. The result has the operand's shape. */
export function eachValue(operand: Expr, change: (value: Expr) => Expr, ...others: readonly Expr[]): Expr {
  if (operand.type !== 'multi') return change(operand);
  return mapMulti(operand, change, ...others);
}

/** Applies a function to each value of a multivalue. */
export function mapMulti(operand: Expr, change: (value: Expr) => Expr, ...others: readonly Expr[]): Expr {
  return call('mapValues', 'multi', operand, lambda([operand, ...others], change));
}
