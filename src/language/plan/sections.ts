import type { EvalExpr, FieldName } from '../ast.ts';
import type { Expr, NamedWindow, Plan } from '../ir.ts';
import { extend, window } from './build.ts';
import type { PlanContext } from './context.ts';
import { lowerCondition } from './eval.ts';
import { and, call, coalesce, column, columnsRead, isNull, isTrue, not, number, or } from './expr.ts';
import { fail } from './fail.ts';
import { fieldOf, freshName } from './schema.ts';
import { wholeValue } from './whole-value.ts';

export interface SectionOptions {
  /** A section begins where one of these is another than in the result before; empty: that is of no matter. */
  readonly change: readonly FieldName[];
  /** A section begins with a result for which this is true. */
  readonly before?: EvalExpr;
  /** A section ends with a result for which this is true. */
  readonly after?: EvalExpr;
  /** Fields that are not there yet when `after` is computed. */
  readonly outputs: readonly string[];
}

/**
 * Divides results into sections over which running statistics begin anew: results with the same values of all `parts`
 * are in one section.
 *
 * @throws SPL303 where `after` reads one of the outputs
 * Source: Splunk Search Reference, streamstats.
 */
export function withSections(
  input: Plan,
  options: SectionOptions,
  context: PlanContext,
): { plan: Plan; parts: readonly Expr[] } {
  const scope = { context, schema: input.schema };
  const changed = withChange(input, options.change);
  let { plan } = changed;
  const parts: Expr[] = [];
  const divide = (condition: Expr, following: 0 | -1) => {
    const name = freshName('section', plan.schema);
    const count: NamedWindow = {
      name,
      type: 'number',
      fn: 'count',
      argument: isTrue(condition),
      frame: { following },
    };
    plan = window(plan, [], [count]);
    parts.push(coalesce(column(name, 'number'), number(0)));
  };
  if (changed.condition !== undefined) divide(changed.condition, 0);
  if (options.before !== undefined) divide(lowerCondition(options.before, scope), 0);
  if (options.after !== undefined) {
    rejectOutputs(options.after, options, input, context);
    divide(lowerCondition(options.after, scope), -1);
  }
  return { plan, parts };
}

/** Tells where a value is another than in the result before. No value is a value of its own. */
function withChange(input: Plan, fields: readonly FieldName[]): { plan: Plan; condition?: Expr } {
  if (fields.length === 0) return { plan: input };
  let plan = input;
  const differences = fields.map(({ name }) => {
    const [now, before] = [freshName('now', plan.schema), freshName('before', plan.schema)];
    plan = extend(plan, [{ name: now, expr: wholeValue(fieldOf(input.schema, name)) }]);
    const own = column(now, 'text');
    const last: NamedWindow = {
      name: before,
      type: 'text',
      fn: 'first',
      argument: own,
      frame: { preceding: 1, following: -1 },
    };
    plan = window(plan, [], [last]);
    const other = column(before, 'text');
    return not(or(isTrue(call('textEquals', 'boolean', own, other)), and(isNull(own), isNull(other))));
  });
  return { plan, condition: or(...differences) };
}

/** What a result's own statistics decide would have to be known before they are computed. */
function rejectOutputs(after: EvalExpr, { outputs }: SectionOptions, input: Plan, context: PlanContext): void {
  const known = input.schema.columns.filter(({ name }) => !outputs.includes(name));
  const columns = [...known, ...outputs.map((name) => ({ name, type: 'text' as const }))];
  const read = columnsRead(lowerCondition(after, { context, schema: { columns, isOpen: false } }));
  const output = outputs.find((name) => read.has(name));
  if (output === undefined) return;
  fail('SPL303', `karst does not run reset_after with "${output}", which streamstats computes`, after.span);
}
