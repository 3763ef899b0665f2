import type { Expr, OrderKey, Plan, Source } from '../language/index.ts';
import type { Dialect, EmitOptions } from './dialect.ts';
import { emitExpr } from './expressions.ts';
import type { HeldColumns } from './held.ts';
import type { NeededColumns } from './needed.ts';

/** The name of the table behind each source that a plan scans, unquoted. */
export type TableNames = (source: Source) => string;

/** What the emitter of an operator works with. */
export interface EmitContext {
  readonly dialect: Dialect;
  readonly tables: TableNames;
  readonly options: EmitOptions;
  readonly needed: NeededColumns;
  readonly isHeld: HeldColumns;
  /** The name of the step that holds the rows of a plan. */
  readonly step: (plan: Plan) => string;
}

/** The sort keys of an ORDER BY; empty without any. */
export function orderKeys(order: readonly OrderKey[], dialect: Dialect): string {
  return order
    .map(({ column, isDescending }) => `${dialect.identifier(column)}${isDescending ? ' DESC' : ''} NULLS LAST`)
    .join(', ');
}

/** SQL of an expression over the columns of a plan. */
export function expressionOf(expr: Expr, context: EmitContext): string {
  return emitExpr(expr, context.dialect, context.options);
}
