import type { ErrorCode } from '../../shared/codes.ts';
import type { EvalExpr, Node } from '../ast.ts';
import type { Expr } from '../ir.ts';
import type { Scope } from '../plan/scope.ts';

/** A call of an eval function, with its arguments lowered when they are asked for. */
export interface FunctionCall {
  readonly node: Node<'EvalCall', { name: string; args: readonly EvalExpr[] }>;
  readonly scope: Scope;
  readonly count: number;
  /** The argument as it stands, of any type. */
  any(index: number): Expr;
  /** The argument as a value. @throws SPL201 for a condition. */
  value(index: number): Expr;
  values(from?: number): readonly Expr[];
  /** The argument as one text, or one number: NULL for a multivalue of several. */
  text(index: number): Expr;
  number(index: number): Expr;
  multi(index: number): Expr;
  /** @throws SPL201 for a value. */
  condition(index: number): Expr;
  /** The text of an argument that must be written out. @throws SPL302 */
  literal(index: number): string;
  /** Lowers an argument with fields that stand for something else. */
  inScope(index: number, scope: Scope): Expr;
  fail(code: ErrorCode, message: string, index?: number, hint?: string): never;
}

/** How a function of the eval language becomes an expression of the plan. */
export type LowerFunction = (call: FunctionCall) => Expr;

/** Functions by name, in lower case. */
export type FunctionTable = Readonly<Record<string, LowerFunction>>;
