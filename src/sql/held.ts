import type { Expr, Plan } from '../language/index.ts';
import { assertNever } from '../shared/problem.ts';
import type { Dialect } from './dialect.ts';
import { columnsIn } from './needed.ts';

type Names = ReadonlySet<string>;
type Columns = readonly { readonly name: string; readonly expr: Expr }[];

const NONE: Names = new Set();

/** Whether a column that a part of a plan works out has to be worked out there and once. */
export type HeldColumns = (plan: Plan, name: string) => boolean;

/**
 * A database moves a condition below the columns that it reads and writes their expressions out in it, each time that
 * it names them. Where such a column is made by a costly function, the condition has to stay above.
 */
export function heldColumns(root: Plan, dialect: Dialect): HeldColumns {
  const held = new Map<Plan, Set<string>>();
  /** `judged`: columns of the plan that a condition above it reads. */
  const visit = (plan: Plan, judged: Names): void => {
    switch (plan.op) {
      case 'Scan':
      case 'Rows':
        return;
      case 'Filter':
        visit(plan.input, union(judged, columnsIn([plan.predicate])));
        return;
      case 'Extend':
      case 'Project':
        visit(plan.input, through(plan, plan.columns, judged));
        return;
      case 'Aggregate':
        visit(plan.input, columnsIn(plan.by.filter(({ name }) => judged.has(name)).map(({ expr }) => expr)));
        return;
      case 'Limit':
        visit(plan.input, NONE);
        return;
      case 'Join':
        visit(plan.left, judged);
        visit(plan.right, judged);
        return;
      case 'Union':
        for (const input of plan.inputs) visit(input, judged);
        return;
      case 'Window':
      case 'Sort':
      case 'Unnest':
        visit(plan.input, judged);
        return;
      default:
        assertNever(plan);
    }
  };
  const through = (plan: Plan, columns: Columns, judged: Names): Names => {
    const read = columns.filter(({ name }) => judged.has(name));
    const costly = read.filter(({ expr }) => isCostly(expr, dialect));
    held.set(plan, new Set([...(held.get(plan) ?? []), ...costly.map(({ name }) => name)]));
    const set = new Set(columns.map(({ name }) => name));
    const plain = read.filter((column) => !costly.includes(column)).map(({ expr }) => expr);
    return union(new Set([...judged].filter((name) => !set.has(name))), columnsIn(plain));
  };
  visit(root, NONE);
  return (plan, name) => held.get(plan)?.has(name) === true;
}

function union(a: Names, b: Names): Names {
  return new Set([...a, ...b]);
}

function isCostly(expr: Expr, dialect: Dialect): boolean {
  if (expr.kind === 'Lambda') return isCostly(expr.body, dialect);
  return expr.kind === 'Call' && (dialect.isCostly(expr) || expr.args.some((arg) => isCostly(arg, dialect)));
}
