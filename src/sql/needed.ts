import {
  type Column,
  type Expr,
  isHidden,
  type NamedAggregate,
  type NamedWindow,
  type Plan,
} from '../language/index.ts';
import { assertNever } from '../shared/problem.ts';

/** Columns of a plan's rows that something reads, in the order of its schema; those it does not know come last. */
export type NeededColumns = (plan: Plan) => readonly Column[];

/** Which columns of each part of a plan are read, when `outputs` are read of the whole. */
export function neededColumns(root: Plan, outputs: readonly string[]): NeededColumns {
  const needed = new Map<Plan, Set<string>>();
  const need = (plan: Plan, columns: Iterable<string>) => {
    const set = needed.get(plan) ?? new Set();
    needed.set(plan, set);
    for (const column of columns) set.add(column);
  };
  need(root, outputs);
  for (const plan of readersFirst(root)) {
    const columns = needed.get(plan) ?? new Set<string>();
    for (const input of inputsOf(plan)) need(input, neededOf(plan, input, columns));
  }
  return (plan) => columnsOf(plan, needed.get(plan) ?? new Set());
}

/** Ahead of the data, a field that an open schema does not list may be there: a text. */
function columnsOf({ schema }: Plan, needed: ReadonlySet<string>): readonly Column[] {
  const listed = schema.columns.filter(({ name }) => needed.has(name));
  if (!schema.isOpen) return listed;
  const known = new Set(schema.columns.map(({ name }) => name));
  const others = [...needed].filter((name) => !known.has(name) && !isHidden(name)).sort();
  return [...listed, ...others.map((name): Column => ({ name, type: 'text' }))];
}

/** The plans that a plan reads directly. */
export function inputsOf(plan: Plan): readonly Plan[] {
  switch (plan.op) {
    case 'Scan':
    case 'Rows':
      return [];
    case 'Join':
      return [plan.left, plan.right];
    case 'Union':
      return plan.inputs;
    case 'Filter':
    case 'Extend':
    case 'Project':
    case 'Aggregate':
    case 'Window':
    case 'Sort':
    case 'Limit':
    case 'Unnest':
      return [plan.input];
    default:
      return assertNever(plan);
  }
}

/** All parts of a plan, each one after everything that reads it: one part may be read from several places. */
function readersFirst(root: Plan): readonly Plan[] {
  const inputsBefore: Plan[] = [];
  const seen = new Set<Plan>();
  const visit = (plan: Plan) => {
    if (seen.has(plan)) return;
    seen.add(plan);
    for (const input of inputsOf(plan)) visit(input);
    inputsBefore.push(plan);
  };
  visit(root);
  return inputsBefore.reverse();
}

/** Columns of `input` that `plan` reads or passes on, given the columns that are needed of `plan`. */
function neededOf(plan: Plan, input: Plan, needed: ReadonlySet<string>): ReadonlySet<string> {
  switch (plan.op) {
    case 'Scan':
    case 'Rows':
      return new Set();
    case 'Filter':
      return union(needed, columnsIn([plan.predicate]));
    case 'Extend':
      return passing(needed, plan.columns);
    case 'Project': {
      const read = columnsIn(plan.columns.filter(({ name }) => needed.has(name)).map(({ expr }) => expr));
      return plan.schema.isOpen ? union(without(needed, plan.columns), read) : read;
    }
    case 'Aggregate':
      return union(columnsIn(plan.by.map(({ expr }) => expr)), readByFunctions(plan.aggregates, needed, input));
    case 'Window': {
      const read = union(columnsIn(plan.partition), readByFunctions(plan.functions, needed, input));
      return union(without(needed, plan.functions), read);
    }
    case 'Sort':
      return passing(needed, plan.keys);
    case 'Limit':
      return union(needed, keysOf(input));
    case 'Join': {
      const sides = plan.on.map(({ left, right }) => (input === plan.left ? left : right));
      if (plan.type === 'semi') return union(input === plan.left ? needed : [], columnsIn(sides));
      return union(
        [...needed].filter((name) => sideOf(plan, name) === input),
        columnsIn(sides),
      );
    }
    case 'Union':
      return needed;
    case 'Unnest':
      return union(needed, [plan.column]);
    default:
      return assertNever(plan);
  }
}

/** The side of a join that a column comes from: the one that lists it, else the first that may have it. */
function sideOf({ left, right }: Extract<Plan, { op: 'Join' }>, name: string): Plan {
  const lists = ({ schema }: Plan): boolean => schema.columns.some((column) => column.name === name);
  if (lists(left) || lists(right)) return lists(left) ? left : right;
  return left.schema.isOpen ? left : right;
}

type Columns = readonly { readonly name: string; readonly expr: Expr }[];

function passing(needed: ReadonlySet<string>, columns: Columns): ReadonlySet<string> {
  const read = columns.filter(({ name }) => needed.has(name)).map(({ expr }) => expr);
  return union(without(needed, columns), columnsIn(read));
}

function readByFunctions(
  functions: readonly (NamedAggregate | NamedWindow)[],
  needed: ReadonlySet<string>,
  input: Plan,
): ReadonlySet<string> {
  const used = functions.filter(({ name }) => needed.has(name));
  const exprs = used.flatMap((fn) => {
    const reach = 'frame' in fn && fn.frame !== 'partition' ? fn.frame.reach : undefined;
    return [fn.argument, fn.time, reach].filter((expr) => expr !== undefined);
  });
  return used.length === 0 ? new Set() : union(columnsIn(exprs), keysOf(input));
}

function keysOf(plan: Plan): readonly string[] {
  return plan.order.map(({ column }) => column);
}

function without(columns: ReadonlySet<string>, replaced: readonly { readonly name: string }[]): ReadonlySet<string> {
  const names = new Set(replaced.map(({ name }) => name));
  return new Set([...columns].filter((column) => !names.has(column)));
}

function union(...sets: readonly Iterable<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** Names that expressions read; those of lambdas' parameters, which no column has, may be among them. */
export function columnsIn(exprs: readonly Expr[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (expr: Expr): void => {
    switch (expr.kind) {
      case 'Column':
        names.add(expr.name);
        return;
      case 'Literal':
        return;
      case 'Call':
        expr.args.forEach(visit);
        return;
      case 'Lambda':
        visit(expr.body);
        return;
      default:
        assertNever(expr);
    }
  };
  exprs.forEach(visit);
  return names;
}
