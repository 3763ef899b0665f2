import type { Expr, FunctionName, ValueType } from '../ir.ts';

/** A column reference. */
export function column(name: string, type: ValueType): Expr {
  return { kind: 'Column', name, type };
}

export function text(value: string): Expr {
  return { kind: 'Literal', value, type: 'text' };
}

export function number(value: number): Expr {
  return { kind: 'Literal', value, type: 'number' };
}

export function boolean(value: boolean): Expr {
  return { kind: 'Literal', value, type: 'boolean' };
}

/** NULL. A field that no result has is NULL of type text. */
export function nothing(type: ValueType = 'text'): Expr {
  return { kind: 'Literal', value: null, type };
}

export function isNothing(expr: Expr): boolean {
  return expr.kind === 'Literal' && expr.value === null;
}

/** A call whose result type is given. Arguments must already have the types that FUNCTIONS asks for. */
export function call(fn: FunctionName, type: ValueType, ...args: readonly Expr[]): Expr {
  return { kind: 'Call', fn, args, type };
}

/** Joins conditions by `and` or `or`: none gives true or false, constants are folded, nested calls flattened. */
function junction(fn: 'and' | 'or', terms: readonly Expr[]): Expr {
  const neutral = fn === 'and';
  const flat = terms.flatMap((term) => (term.kind === 'Call' && term.fn === fn ? term.args : [term]));
  if (flat.some((term) => term.kind === 'Literal' && term.value === !neutral)) return boolean(!neutral);
  const rest = flat.filter((term) => !(term.kind === 'Literal' && term.value === neutral));
  const [first, ...others] = rest;
  if (first === undefined) return boolean(neutral);
  return others.length === 0 ? first : call(fn, 'boolean', ...rest);
}

export function and(...terms: readonly Expr[]): Expr {
  return junction('and', terms);
}

export function or(...terms: readonly Expr[]): Expr {
  return junction('or', terms);
}

/** Three-valued: NOT NULL is NULL. */
export function not(term: Expr): Expr {
  if (term.kind === 'Literal' && typeof term.value === 'boolean') return boolean(!term.value);
  return call('not', 'boolean', term);
}

/** False for NULL, so that a NOT around it keeps results without the field. */
export function isTrue(term: Expr): Expr {
  if (term.kind === 'Literal') return boolean(term.value === true);
  if (term.kind === 'Call' && TWO_VALUED.has(term.fn)) return term;
  return call('isTrue', 'boolean', term);
}

const TWO_VALUED: ReadonlySet<FunctionName> = new Set(['isTrue', 'isNull', 'isNotNull']);

export function isNull(operand: Expr): Expr {
  return operand.kind === 'Literal' ? boolean(operand.value === null) : call('isNull', 'boolean', operand);
}

export function isNotNull(operand: Expr): Expr {
  if (operand.kind === 'Call' && operand.fn === 'coalesce' && operand.args.some(isPresent)) return boolean(true);
  const [first, ...others] = operand.kind === 'Call' && operand.fn === 'timeBucket' ? operand.args : [];
  if (first !== undefined && others.every(isPresent)) return isNotNull(first);
  return operand.kind === 'Literal' ? boolean(operand.value !== null) : call('isNotNull', 'boolean', operand);
}

function isPresent(operand: Expr): boolean {
  return operand.kind === 'Literal' && operand.value !== null;
}

/** A choice between two expressions of the same type. */
export function choose(condition: Expr, then: Expr, otherwise: Expr): Expr {
  if (condition.kind === 'Literal') return condition.value === true ? then : otherwise;
  return call('if', then.type, condition, then, otherwise);
}

/** The first that is not NULL, of expressions of the same type; NULL literals are left out. */
export function coalesce(...candidates: readonly Expr[]): Expr {
  const kept = candidates.filter((candidate) => !isNothing(candidate));
  const constant = kept.findIndex((candidate) => candidate.kind === 'Literal');
  const reached = constant === -1 ? kept : kept.slice(0, constant + 1);
  const [first, ...others] = reached;
  if (first === undefined) return nothing(candidates[0]?.type);
  return others.length === 0 ? first : call('coalesce', first.type, ...reached);
}

/** The expressions that an expression is made of, itself first. */
export function* subexpressions(expr: Expr): Generator<Expr> {
  yield expr;
  if (expr.kind === 'Call') for (const arg of expr.args) yield* subexpressions(arg);
  if (expr.kind === 'Lambda') yield* subexpressions(expr.body);
}

/** Names of the columns that an expression reads; parameters of its lambdas are among them. */
export function columnsRead(...exprs: readonly Expr[]): Set<string> {
  const names = new Set<string>();
  for (const expr of exprs) {
    for (const part of subexpressions(expr)) if (part.kind === 'Column') names.add(part.name);
  }
  return names;
}

/** The expression with columns replaced by others. Parameters of lambdas are no columns of it. */
export function substitute(expr: Expr, columns: ReadonlyMap<string, Expr>): Expr {
  if (expr.kind === 'Column') return columns.get(expr.name) ?? expr;
  if (expr.kind === 'Call') return { ...expr, args: expr.args.map((arg) => substitute(arg, columns)) };
  return expr.kind === 'Lambda' ? { ...expr, body: substitute(expr.body, columns) } : expr;
}
