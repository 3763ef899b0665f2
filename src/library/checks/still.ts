import type { Plan } from '../../language/index.ts';
import { assertNever } from '../../shared/problem.ts';

/**
 * Whether no row can come into being anywhere in a plan while there are no events. Running it then works out nothing
 * that planning its statement does not: names, types, what is constant. Lookups have rows all the same, and statistics
 * without BY give one.
 */
export function isStill(plan: Plan): boolean {
  switch (plan.op) {
    case 'Scan':
      return plan.source.kind === 'events' || plan.source.kind === 'dataset';
    case 'Rows':
      return plan.count === 0;
    case 'Aggregate':
      return plan.by.length > 0 && isStill(plan.input);
    case 'Join':
      return isStill(plan.left) && isStill(plan.right);
    case 'Union':
      return plan.inputs.every(isStill);
    case 'Filter':
    case 'Extend':
    case 'Project':
    case 'Window':
    case 'Sort':
    case 'Limit':
    case 'Unnest':
      return isStill(plan.input);
    default:
      return assertNever(plan);
  }
}
