import { assertNever } from '../../shared/problem.ts';
import type { Plan } from '../ir.ts';

/**
 * Whether a plan certainly gives no row when no event and no row of a dataset is there. Not so are those that count
 * without BY, for one, or read a lookup.
 *
 * @param staged the plans behind stages that are kept as they came; what another stage holds is not known
 */
export function isBarren(plan: Plan, staged: ReadonlyMap<number, Plan>): boolean {
  const isNone = (input: Plan): boolean => isBarren(input, staged);
  switch (plan.op) {
    case 'Scan':
      return isEmptySource(plan, isNone, staged);
    case 'Rows':
      return plan.count === 0;
    case 'Aggregate':
      return plan.by.length > 0 && isNone(plan.input);
    case 'Join':
      return isNone(plan.left) || (plan.type !== 'left' && isNone(plan.right));
    case 'Union':
      return plan.inputs.every(isNone);
    case 'Filter':
    case 'Extend':
    case 'Project':
    case 'Window':
    case 'Sort':
    case 'Limit':
    case 'Unnest':
      return isNone(plan.input);
    default:
      return assertNever(plan);
  }
}

function isEmptySource(
  { source }: Extract<Plan, { op: 'Scan' }>,
  isNone: (plan: Plan) => boolean,
  staged: ReadonlyMap<number, Plan>,
): boolean {
  switch (source.kind) {
    case 'events':
    case 'dataset':
      return true;
    case 'stage': {
      const plan = staged.get(source.id);
      return plan !== undefined && isNone(plan);
    }
    case 'metrics':
    case 'input':
    case 'lookup':
      return false;
    default:
      return assertNever(source);
  }
}
