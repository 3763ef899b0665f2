import { type Expr, isHidden, type Schema } from '../ir.ts';
import type { PlanContext } from './context.ts';
import { nothing } from './expr.ts';
import { fieldOf, mayHave } from './schema.ts';

/** What the names in an expression mean. */
export interface Scope {
  readonly context: PlanContext;
  /** The results that the expression reads. */
  readonly schema: Schema;
  /** Finds a field by another rule than by its name: `tstats` takes off the prefix of its dataset. */
  readonly resolve?: (name: string) => Expr;
  /** Whether `NOT f=1` leaves out results without f, as tstats does for numbers alone. */
  readonly omitsMissingNumbers?: boolean;
  /** Fields that stand for one of their values: inside `mvmap` and `mvfilter`. */
  readonly values?: ReadonlyMap<string, Expr>;
}

/** What a field is in the scope. A field that results cannot have is NULL. */
export function resolveField(scope: Scope, name: string): Expr {
  // Text that comes from data may spell anything, but columns of the planner's own are no fields.
  if (isHidden(name)) return nothing();
  return scope.values?.get(name) ?? scope.resolve?.(name) ?? fieldOf(scope.schema, name);
}

/** Whether the scope may have a field of this name. */
export function knowsField(scope: Scope, name: string): boolean {
  return scope.values?.has(name) === true || mayHave(scope.schema, name);
}

/** The same scope, where a field stands for one of its values. */
export function withValue(scope: Scope, name: string, value: Expr): Scope {
  return { ...scope, values: new Map([...(scope.values ?? []), [name, value]]) };
}
