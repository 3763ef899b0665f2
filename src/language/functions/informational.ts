import type { Expr } from '../ir.ts';
import { compare } from '../plan/compare.ts';
import { asNumber } from '../plan/convert.ts';
import { and, boolean, call, choose, isNothing, isNotNull, isNull, isTrue, not, number, text } from '../plan/expr.ts';
import type { FunctionTable } from './define.ts';

/** 15.7 Informational functions. A field counts as a number when its text is one. */
export const INFORMATIONAL: FunctionTable = {
  isnum: (args) => isNumber(args.any(0)),
  isint: (args) => {
    const value = args.any(0);
    if (value.type === 'boolean') return boolean(false);
    const figure = asNumber(value);
    return and(isNotNull(figure), compare('=', figure, call('floor', 'number', figure)));
  },
  isstr: (args) => {
    const value = args.any(0);
    if (value.type === 'boolean' || value.type === 'number') return boolean(false);
    return and(isNotNull(value), isNull(asNumber(value)));
  },
  isbool: (args) => boolean(args.any(0).type === 'boolean'),
  isdouble: (args) => {
    const value = args.any(0);
    if (value.type === 'boolean') return boolean(false);
    const figure = asNumber(value);
    return and(isNotNull(figure), not(compare('=', figure, call('floor', 'number', figure))));
  },
  ismv: (args) => {
    const value = args.any(0);
    if (value.type !== 'multi') return boolean(false);
    return isTrue(compare('>', call('multiCount', 'number', value), number(1)));
  },
  typeof: (args) => typeName(args.any(0)),
};

function isNumber(value: Expr): Expr {
  return value.type === 'boolean' ? boolean(false) : isNotNull(asNumber(value));
}

function typeName(value: Expr): Expr {
  if (isNothing(value)) return text('Invalid');
  if (value.type === 'boolean') return text('Boolean');
  if (value.kind === 'Literal') return text(value.type === 'number' ? 'Number' : 'String');
  const known = value.type === 'number' ? text('Number') : choose(isNumber(value), text('Number'), text('String'));
  return choose(isNull(value), text('Invalid'), known);
}
