import type { Assignment, EvalExpr } from '../ast.ts';
import type { Expr, Plan } from '../ir.ts';
import { assign } from './assign.ts';
import { aggregate, extend, filter, project } from './build.ts';
import type { PlanContext } from './context.ts';
import { asMulti, asText } from './convert.ts';
import { call, coalesce, isNothing, isNotNull, number, text } from './expr.ts';
import { fail } from './fail.ts';
import { computedOnce } from './kept.ts';
import { optimise } from './optimise.ts';
import { fieldOf, visibleColumns } from './schema.ts';

/** The placeholder of the value, and the field that holds it meanwhile. */
export const ITEM = '<<ITEM>>';

/** Values of one result that a template is applied to. */
const ITEMS_LIMIT = 1000;

/** Each value adds steps to the plan; so many of them are run together. */
const ITEMS_TOGETHER = 50;

export type ItemsMode = 'multivalue' | 'json_array' | 'auto_collections';

export interface ItemsOptions {
  readonly mode: ItemsMode;
  readonly field: string;
  /** The assignments for the value of an index; they read the value as the field ITEM. */
  assignments(index: number): readonly Assignment[];
}

/**
 * Applies assignments once for each value of a field, each time to the results that have so many values.
 *
 * @throws SPL303 for a result with too many values
 * Source: Splunk Search Reference, foreach.
 */
export async function foreachItem(given: Plan, options: ItemsOptions, context: PlanContext): Promise<Plan> {
  const input = await computedOnce(given, context);
  const values = itemsOf(fieldOf(input.schema, options.field), options.mode);
  if (isNothing(values)) return input;
  const count = await mostItems(input, values, context);
  if (count > ITEMS_LIMIT) {
    const message = `"${options.field}" has ${count} values in one result, at most ${ITEMS_LIMIT} are possible`;
    fail('SPL303', message, options.assignments(0)[0]?.span ?? { start: 0, end: 0 });
  }
  let plan = extend(input, [{ name: LIST, expr: values }]);
  for (let index = 0; index < count; index++) {
    if (index > 0 && index % ITEMS_TOGETHER === 0) plan = await context.environment.stage(optimise(plan));
    const item = call('multiItem', 'text', fieldOf(plan.schema, LIST), number(index));
    plan = extend(plan, [{ name: ITEM, expr: item }]);
    for (const one of options.assignments(index)) plan = await assign(plan, whereItem(one), context);
  }
  return without(plan, [LIST, ITEM]);
}

const LIST = '<<LIST>>';

/** Ahead of the data one value stands for all. */
async function mostItems(input: Plan, values: Expr, { environment }: PlanContext): Promise<number> {
  if (environment.isAheadOfData === true) return 1;
  const counted = call('multiCount', 'number', values);
  const most = aggregate(
    filter(input, isNotNull(values)),
    [],
    [{ name: 'most', type: 'number', fn: 'max', argument: counted }],
  );
  const [row] = await environment.rows(optimise(most));
  return Number(row?.['most'] ?? 0);
}

function itemsOf(value: Expr, mode: ItemsMode): Expr {
  if (isNothing(value)) return value;
  if (mode === 'multivalue') return asMulti(value);
  const elements = call('jsonValues', 'multi', asText(value), text('plain'));
  return mode === 'json_array' ? elements : coalesce(elements, asMulti(value));
}

/** Results without a value of that number stay as they are. */
function whereItem(node: Assignment): Assignment {
  const { target, value, span } = node;
  const field = (name: string): EvalExpr => ({ kind: 'EvalField', name, isQuoted: true, span });
  const hasItem: EvalExpr = { kind: 'EvalCall', name: 'isnotnull', args: [field(ITEM)], span };
  return { ...node, value: { kind: 'EvalCall', name: 'if', args: [hasItem, value, field(target.name)], span } };
}

function without(plan: Plan, names: readonly string[]): Plan {
  const kept = visibleColumns(plan.schema).filter(({ name }) => !names.includes(name));
  const columns = kept.map(({ name }) => ({ name, expr: fieldOf(plan.schema, name) }));
  return project(plan, columns, plan.schema.isOpen);
}
