import { nearest } from '../../shared/nearest.ts';
import type { FieldName } from '../ast.ts';
import type { Expr, Plan } from '../ir.ts';
import { scan } from './build.ts';
import type { LookupTable, PlanContext } from './context.ts';
import { fail } from './fail.ts';

/** @throws SPL203 for an unknown lookup, SPL301 where there are no lookups at all */
export function knownLookup(table: FieldName, { environment }: PlanContext): LookupTable {
  const { catalog } = environment;
  if (catalog.lookup === undefined) return fail('SPL301', 'there are no lookups to be had here', table.span);
  const found = catalog.lookup(table.name);
  if (found?.missingFile !== undefined) {
    const { missingFile } = found;
    return fail('SPL203', `the file of the lookup "${table.name}" is missing: ${missingFile}`, table.span);
  }
  if (found !== undefined) return found;
  const names = catalog.lookups?.() ?? [];
  const near = nearest(table.name, names);
  const all = names.length === 0 ? '' : `; there is ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}`;
  const hint = near === undefined ? `lookups come with content${all}` : `did you mean "${near}"?`;
  return fail('SPL203', `unknown lookup "${table.name}"`, table.span, hint);
}

/** The rows of a lookup. */
export function lookupScan(name: string, { rowsOf, schema }: LookupTable): Plan {
  return scan({ kind: 'lookup', name: rowsOf ?? name }, schema);
}

/** A column of a lookup and the field of the results that it meets. */
export interface LookupPair {
  readonly column: string;
  readonly field: string;
}

export interface LookupUse {
  readonly name: string;
  readonly table: LookupTable;
  readonly keys: readonly LookupPair[];
  readonly outputs: readonly LookupPair[];
  /** OUTPUTNEW: a field that has a value keeps it. */
  readonly keepsExisting: boolean;
}

/** The results, and beside them what a lookup holds for each combination of their keys, in hidden columns. */
export interface LookupSides {
  readonly left: Plan;
  /** One row for each combination of keys. */
  readonly right: Plan;
  readonly on: readonly { readonly left: Expr; readonly right: Expr }[];
  /** NULL where nothing matched. */
  readonly hit: Expr;
  readonly outputs: readonly Expr[];
}
