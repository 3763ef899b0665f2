import type { Expr } from '../../language/index.ts';
import { invariant } from '../../shared/problem.ts';
import type { CallSite, Emit } from '../dialect.ts';

/** A function of one argument. */
export function unary(build: (a: string, site: CallSite) => string): Emit {
  return (site) => build(argument(site, 0), site);
}

/** A function of two arguments. */
export function binary(build: (a: string, b: string, site: CallSite) => string): Emit {
  return (site) => build(argument(site, 0), argument(site, 1), site);
}

/** A function of three arguments. */
export function ternary(build: (a: string, b: string, c: string, site: CallSite) => string): Emit {
  return (site) => build(argument(site, 0), argument(site, 1), argument(site, 2), site);
}

/** Any number of arguments. */
export function variadic(build: (args: readonly string[], site: CallSite) => string): Emit {
  return (site) => build(site.args, site);
}

/** An operator between two operands. */
export function operator(symbol: string): Emit {
  return binary((a, b) => `(${a} ${symbol} ${b})`);
}

/** A call of a database function, macro or function of ours, with the arguments as they are. */
export function named(name: string): Emit {
  return variadic((args) => `${name}(${args.join(', ')})`);
}

/** The value of an argument that the plan promises to be a text literal. */
export function literalText(site: CallSite, index: number): string {
  const value = literalValue(site.exprs[index]);
  invariant(typeof value === 'string', `argument ${index} is a text literal`);
  return value;
}

/** The value of an argument that the plan promises to be a literal number. */
export function literalNumber(site: CallSite, index: number): number {
  const value = literalValue(site.exprs[index]);
  invariant(typeof value === 'number', `argument ${index} is a literal number`);
  return value;
}

/** The value of a literal; undefined for every other expression. */
export function literalValue(expr: Expr | undefined): string | number | boolean | null | undefined {
  return expr?.kind === 'Literal' ? expr.value : undefined;
}

function argument(site: CallSite, index: number): string {
  const arg = site.args[index];
  invariant(arg !== undefined, `a function got no argument ${index}`);
  return arg;
}
