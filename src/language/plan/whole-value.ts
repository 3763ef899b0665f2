import type { Expr } from '../ir.ts';
import { asText } from './convert.ts';
import { call, text } from './expr.ts';

/** What divides the values of a multivalue made one text: no value holds it. */
const DIVIDER = '\u0001';

/** A value as one text that is equal for equal values: a multivalue counts as a whole, its order included. */
export function wholeValue(value: Expr): Expr {
  return value.type === 'multi' ? call('multiJoin', 'text', value, text(DIVIDER)) : asText(value);
}
