import type { Expr } from '../language/index.ts';
import { assertNever, Problem } from '../shared/problem.ts';
import type { Dialect, EmitOptions } from './dialect.ts';

/** Names that stand for something else than a column: parameters of the lambdas around an expression. */
type Scope = ReadonlyMap<string, string>;

/**
 * SQL of an expression, safe to stand as an operand.
 *
 * @throws Problem SQL002 for a function that the dialect cannot express.
 */
export function emitExpr(expr: Expr, dialect: Dialect, options: EmitOptions, scope: Scope = new Map()): string {
  switch (expr.kind) {
    case 'Column':
      return scope.get(expr.name) ?? dialect.identifier(expr.name);
    case 'Literal':
      return emitLiteral(expr, dialect);
    case 'Call':
      return emitCall(expr, dialect, options, scope);
    case 'Lambda': {
      const parameter = dialect.lambdaParameter(scope.size);
      const inner = new Map([...scope, [expr.parameter, parameter]]);
      return dialect.lambda(parameter, emitExpr(expr.body, dialect, options, inner));
    }
    default:
      return assertNever(expr);
  }
}

function emitLiteral({ value, type }: Extract<Expr, { kind: 'Literal' }>, dialect: Dialect): string {
  if (value === null) return dialect.nullOf(type);
  if (typeof value === 'boolean') return value ? dialect.booleans.true : dialect.booleans.false;
  if (typeof value === 'number') return dialect.convert(dialect.number(value), 'number', type);
  return dialect.convert(dialect.string(value), 'text', type);
}

function emitCall(expr: Extract<Expr, { kind: 'Call' }>, dialect: Dialect, options: EmitOptions, scope: Scope): string {
  const emit = dialect.functions[expr.fn];
  if (typeof emit !== 'function') throw cannotExpress(dialect, expr.fn, emit.unsupported);
  const args = expr.args.map((arg) => emitExpr(arg, dialect, options, scope));
  return emit({ args, exprs: expr.args, now: options.now, timezone: options.timezone });
}

/** The error for a function that a dialect cannot express. */
export function cannotExpress(dialect: Dialect, fn: string, reason: string): Problem {
  return new Problem('SQL002', `${dialect.name} cannot express ${fn}: ${reason}`);
}
