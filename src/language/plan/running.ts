import type { AggregateCall, FieldName } from '../ast.ts';
import type { Expr, Named, NamedWindow, Plan, Schema } from '../ir.ts';
import { checkOutputs, expandAggregates, lowerAggregate } from './aggregate.ts';
import { extend, window } from './build.ts';
import type { PlanContext } from './context.ts';
import { and, choose, column, isNotNull, nothing, substitute } from './expr.ts';
import { fieldOf, freshName } from './schema.ts';
import { wholeValue } from './whole-value.ts';

export interface RunningOptions {
  readonly calls: readonly AggregateCall[];
  readonly by: readonly FieldName[];
  /** Which results of its group each result's values are computed over. */
  readonly frame: NamedWindow['frame'];
  /** Further values by which results are apart: parts of the results that are counted anew. */
  readonly parts?: readonly Expr[];
  /** Whether functions over numbers are NULL for fields that have other values too (`allnum`). */
  readonly needsNumbers?: boolean;
}

/**
 * Adds aggregates to each result, computed over results of its own group. Existing fields of the same name are
 * replaced; results where a BY field is NULL get none. A multivalue BY field counts as a whole.
 *
 * Source: Splunk Search Reference, eventstats and streamstats.
 */
export function addAggregates(
  input: Plan,
  { calls, by, frame, parts: sections = [], needsNumbers }: RunningOptions,
  context: PlanContext,
): Plan {
  const names = new Set(by.map(({ name }) => name));
  const expanded = expandAggregates(calls, input.schema, names);
  checkOutputs(expanded, names);
  const keys = [...names].map((name) => wholeValue(fieldOf(input.schema, name)));
  const hasKeys = and(...keys.map(isNotNull));
  const functions: NamedWindow[] = [];
  const results: Named[] = [];
  for (const node of expanded) {
    const { output, parts, result } = lowerAggregate(node, { context, schema: input.schema }, needsNumbers);
    const hidden = new Map<string, Expr>();
    for (const part of parts) {
      const name = freshName(`value of ${part.name}`, input.schema, functionSchema(functions));
      functions.push({ ...part, name, frame });
      hidden.set(part.name, column(name, part.type));
    }
    const value = result === undefined ? hidden.get(output) : substitute(result, hidden);
    if (value !== undefined) results.push({ name: output, expr: choose(hasKeys, value, nothing(value.type)) });
  }
  return extend(window(input, [...keys, ...sections], functions), results);
}

function functionSchema(functions: readonly NamedWindow[]): Schema {
  return { columns: functions.map(({ name, type }) => ({ name, type })), isOpen: false };
}
