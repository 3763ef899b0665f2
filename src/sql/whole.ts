import { type AggregateName, type Expr, type Plan, SEQUENCE } from '../language/index.ts';
import { assertNever } from '../shared/problem.ts';

const COUNTING: ReadonlySet<AggregateName | 'rowNumber'> = new Set([
  'count',
  'countValues',
  'distinctCount',
  'rowNumber',
]);

/**
 * Whether a value over the rows of a plan is known to count something: whole numbers far below 2^53, whose sums are
 * exact in whatever order they are added.
 */
export function isWhole(expr: Expr, plan: Plan): boolean {
  return expr.kind === 'Column' && expr.type === 'number' && isWholeColumn(expr.name, plan);
}

function isWholeColumn(name: string, plan: Plan): boolean {
  switch (plan.op) {
    case 'Scan':
    case 'Rows':
      return name === SEQUENCE;
    case 'Filter':
    case 'Limit':
    case 'Unnest':
      return isWholeColumn(name, plan.input);
    case 'Extend':
    case 'Project': {
      const made = plan.columns.find((column) => column.name === name);
      return made === undefined ? isWholeColumn(name, plan.input) : isWhole(made.expr, plan.input);
    }
    case 'Sort': {
      const key = plan.keys.find((one) => one.name === name);
      return key === undefined ? isWholeColumn(name, plan.input) : isWhole(key.expr, plan.input);
    }
    case 'Aggregate':
      return plan.aggregates.some((one) => one.name === name && COUNTING.has(one.fn));
    case 'Window': {
      const made = plan.functions.find((one) => one.name === name);
      return made === undefined ? isWholeColumn(name, plan.input) : COUNTING.has(made.fn);
    }
    case 'Join':
    case 'Union':
      return false;
    default:
      return assertNever(plan);
  }
}
