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

/**
 * Whether a plan ahead of the data is the one that tables with its fields give: what it reads is known by name, and
 * where results meet others, statistics have left no field open.
 */
export function isClosed(plan: Plan): boolean {
  switch (plan.op) {
    case 'Scan':
      return !plan.schema.isOpen;
    case 'Rows':
      return true;
    case 'Join':
      return [plan.left, plan.right].every((input) => isCounted(input) && isClosed(input));
    case 'Union':
      return plan.inputs.every((input) => isCounted(input) && isClosed(input));
    default:
      return isClosed(plan.input);
  }
}

/** Whether results come from statistics alone, whose fields are known. */
function isCounted(plan: Plan): boolean {
  switch (plan.op) {
    case 'Scan':
      return false;
    case 'Rows':
    case 'Aggregate':
      return true;
    case 'Join':
      return isCounted(plan.left) && isCounted(plan.right);
    case 'Union':
      return plan.inputs.every(isCounted);
    default:
      return isCounted(plan.input);
  }
}
