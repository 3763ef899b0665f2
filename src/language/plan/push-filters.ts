import type { Expr, Plan } from '../ir.ts';
import { filter } from './build.ts';
import { and, columnsRead } from './expr.ts';

/**
 * The same plan with conditions moved towards the scans where that changes nothing: below columns that they do not
 * read, so that what can be decided about an event or row is decided first.
 */
export function pushFilters(plan: Plan): Plan {
  switch (plan.op) {
    case 'Scan':
    case 'Rows':
      return plan;
    case 'Filter':
      return pushInto(pushFilters(plan.input), conjuncts(plan.predicate));
    case 'Join':
      return { ...plan, left: pushFilters(plan.left), right: pushFilters(plan.right) };
    case 'Union':
      return { ...plan, inputs: plan.inputs.map(pushFilters) };
    default:
      return { ...plan, input: pushFilters(plan.input) };
  }
}

/** What all is asked by a condition. */
export function conjuncts(predicate: Expr): readonly Expr[] {
  return predicate.kind === 'Call' && predicate.fn === 'and' ? predicate.args : [predicate];
}

function pushInto(input: Plan, terms: readonly Expr[]): Plan {
  if (terms.length === 0) return input;
  if (input.op === 'Filter') return pushInto(input.input, [...conjuncts(input.predicate), ...terms]);
  if (input.op !== 'Extend') return filter(input, and(...terms));
  const set = new Set(input.columns.map(({ name }) => name));
  const isFree = (term: Expr) => [...columnsRead(term)].every((name) => !set.has(name));
  const below = { ...input, input: pushInto(input.input, terms.filter(isFree)) };
  const rest = terms.filter((term) => !isFree(term));
  return rest.length === 0 ? below : filter(below, and(...rest));
}
