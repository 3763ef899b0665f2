import type { FieldName } from '../ast.ts';
import type { Expr, NamedAggregate, Plan } from '../ir.ts';
import { arithmetic } from './arithmetic.ts';
import { aggregate, extend, union } from './build.ts';
import type { PlanContext } from './context.ts';
import { asNumber } from './convert.ts';
import { coalesce, number, text } from './expr.ts';
import { computedOnce } from './kept.ts';
import { expandNames, fieldOf } from './schema.ts';

/** The fields that are listed, or all of them but the internal ones. */
export function summedFields(input: Plan, words: readonly FieldName[]): readonly string[] {
  const patterns = words.length > 0 ? words.map(({ name }) => name) : ['*'];
  return [...new Set(patterns.flatMap((pattern) => expandNames(input.schema, pattern)))];
}

/** Adds the sum of the numbers in some fields of each result: 0 where there are none. */
export function addRowTotal(input: Plan, names: readonly string[], output: string): Plan {
  const figures = names.map((name) => coalesce(asNumber(fieldOf(input.schema, name)), number(0)));
  return extend(input, [{ name: output, expr: sumOf(figures) }]);
}

/** The sum as a tree that is no deeper than it must be: whoever reads expressions is recursive. */
function sumOf(figures: readonly Expr[]): Expr {
  const [first = number(0)] = figures;
  if (figures.length < 2) return first;
  const middle = Math.floor(figures.length / 2);
  return arithmetic('+', sumOf(figures.slice(0, middle)), sumOf(figures.slice(middle)));
}

export interface TotalLabel {
  readonly label: string;
  /** The field that gets it; absent: none. */
  readonly labelField?: string;
}

/** Adds a last result with the sum of each field; a field without a number has none. */
export async function addColumnTotals(
  given: Plan,
  names: readonly string[],
  { label, labelField }: TotalLabel,
  context: PlanContext,
): Promise<Plan> {
  const input = await computedOnce(given, context);
  const sums = names.map((name): NamedAggregate => {
    return { name, type: 'number', fn: 'sum', argument: asNumber(fieldOf(input.schema, name)) };
  });
  const total = aggregate(input, [], sums);
  const labelled = labelField === undefined ? total : extend(total, [{ name: labelField, expr: text(label) }]);
  return union([input, labelled]);
}
