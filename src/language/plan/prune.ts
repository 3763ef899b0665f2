import { assertNever } from '../../shared/problem.ts';
import { type Expr, isHidden, type Named, type Plan, type Schema } from '../ir.ts';
import { columnsRead } from './expr.ts';
import { findColumn, visibleColumns } from './schema.ts';

/** Columns that an operator's output is read for; `all` where fields are read that are not known yet. */
type Need = ReadonlySet<string> | 'all';

/**
 * The same plan without columns that nothing reads, so that scans list only what must be there. Where an open schema
 * is read as a whole it stays open; else the fields that were asked of it become columns of type text.
 */
export function prune(plan: Plan): Plan {
  return narrow(plan, plan.schema.isOpen ? 'all' : new Set(visibleColumns(plan.schema).map(({ name }) => name)));
}

/** The same plan with nothing below an open schema but the fields that the plan names. */
export function pruneToNamed(plan: Plan): Plan {
  return narrow(plan, new Set(visibleColumns(plan.schema).map(({ name }) => name)));
}

function narrow(plan: Plan, need: Need): Plan {
  const wanted = withOrder(plan, need);
  switch (plan.op) {
    case 'Scan':
      return { ...plan, schema: scanSchema(plan.schema, wanted) };
    case 'Rows':
      return plan;
    case 'Filter':
      return follow(plan, wanted, reading(wanted, [plan.predicate]));
    case 'Extend':
      return narrowExtend(plan, wanted);
    case 'Project':
      return narrowProject(plan, wanted);
    case 'Aggregate':
      return narrowAggregate(plan, wanted);
    case 'Window':
      return narrowWindow(plan, wanted);
    case 'Sort': {
      const below = without(
        wanted,
        plan.keys.map(({ name }) => name),
      );
      return follow(
        plan,
        wanted,
        reading(
          below,
          plan.keys.map(({ expr }) => expr),
        ),
      );
    }
    case 'Limit':
      return follow(plan, wanted, wanted);
    case 'Join':
      return narrowJoin(plan, wanted);
    case 'Union':
      return narrowUnion(plan, wanted);
    case 'Unnest':
      return follow(plan, wanted, wanted === 'all' ? 'all' : new Set([...wanted, plan.column]));
    default:
      return assertNever(plan);
  }
}

function withOrder(plan: Plan, need: Need): Need {
  return withNames(
    need,
    plan.order.map(({ column }) => column),
  );
}

function reading(need: Need, exprs: readonly Expr[]): Need {
  return withNames(need, [...columnsRead(...exprs)]);
}

function withNames(need: Need, names: readonly string[]): Need {
  return need === 'all' || names.every((name) => need.has(name)) ? need : new Set([...need, ...names]);
}

function without(need: Need, names: readonly string[]): Need {
  if (need === 'all') return need;
  if (!names.some((name) => need.has(name))) return need;
  const gone = new Set(names);
  return new Set([...need].filter((name) => !gone.has(name)));
}

/** What is left of the schema: wanted columns in their order. Fields asked of an open schema are texts. */
function scanSchema(schema: Schema, need: Need): Schema {
  if (need === 'all') return schema;
  const kept = schema.columns.filter(({ name }) => need.has(name));
  if (!schema.isOpen) return { columns: kept, isOpen: false };
  const known = new Set(schema.columns.map(({ name }) => name));
  const asked = [...need].filter((name) => !known.has(name) && isField(name)).sort();
  const added = asked.map((name) => ({ name, type: 'text' }) as const);
  return {
    columns: [...kept.filter(({ name }) => isField(name)), ...added, ...kept.filter(({ name }) => !isField(name))],
    isOpen: false,
  };
}

/** Hidden names and parameters of lambdas are no fields. */
function isField(name: string): boolean {
  return !isHidden(name);
}

type WithInput = Extract<Plan, { input: Plan }>;

/** An operator whose columns are those of its input, and some of its own. */
function follow<P extends WithInput>(plan: P, wanted: Need, below: Need): Plan {
  const input = narrow(plan.input, below);
  return { ...plan, input, schema: keptSchema(plan, input, wanted) };
}

function keptSchema(plan: WithInput, input: Plan, wanted: Need): Schema {
  if (wanted === 'all') return plan.schema;
  const own = new Set(ownColumns(plan));
  const given = new Map(input.schema.columns.map((column) => [column.name, column]));
  const columns = plan.schema.columns.flatMap((column) => {
    const below = given.get(column.name);
    if (own.has(column.name)) return [column];
    // What is no longer replaced has the type that it had below.
    if (below !== undefined) return [below];
    return wanted.has(column.name) && plan.op === 'Unnest' ? [column] : [];
  });
  const known = new Set(columns.map(({ name }) => name));
  const fresh = input.schema.columns.filter(({ name }) => !known.has(name));
  return { columns: [...columns, ...fresh], isOpen: input.schema.isOpen };
}

/** The columns that an operator itself adds or replaces. */
function ownColumns(plan: WithInput): readonly string[] {
  switch (plan.op) {
    case 'Extend':
      return plan.columns.map(({ name }) => name);
    case 'Window':
      return plan.functions.map(({ name }) => name);
    case 'Sort':
      return plan.keys.map(({ name }) => name);
    case 'Unnest':
      return [plan.column];
    default:
      return [];
  }
}

function narrowExtend(plan: Extract<Plan, { op: 'Extend' }>, wanted: Need): Plan {
  const kept = wanted === 'all' ? plan.columns : plan.columns.filter(({ name }) => wanted.has(name));
  const below = reading(
    without(
      wanted,
      plan.columns.map(({ name }) => name),
    ),
    exprsOf(kept),
  );
  if (kept.length === 0) return narrow(plan.input, below);
  return follow({ ...plan, columns: kept }, wanted, below);
}

function exprsOf(columns: readonly Named[]): readonly Expr[] {
  return columns.map(({ expr }) => expr);
}

function narrowProject(plan: Extract<Plan, { op: 'Project' }>, wanted: Need): Plan {
  const kept = wanted === 'all' ? plan.columns : plan.columns.filter(({ name }) => wanted.has(name));
  const passed = plan.schema.isOpen
    ? without(
        wanted,
        plan.columns.map(({ name }) => name),
      )
    : new Set<string>();
  const input = narrow(plan.input, reading(passed, exprsOf(kept)));
  const columns = plan.schema.isOpen && passed !== 'all' ? [...kept, ...passedColumns(passed, input)] : kept;
  const names = new Set(columns.map(({ name }) => name));
  const schema = {
    columns: [
      ...plan.schema.columns.filter(({ name }) => names.has(name)),
      ...columns.filter(({ name }) => findColumn(plan.schema, name) === undefined).map(columnOf),
    ],
    isOpen: plan.schema.isOpen && passed === 'all',
  };
  return { ...plan, input, columns, schema };
}

/** Fields that an open projection lets through become columns of it. */
function passedColumns(passed: ReadonlySet<string>, input: Plan): readonly Named[] {
  return input.schema.columns
    .filter(({ name }) => passed.has(name))
    .map(({ name, type }) => ({ name, expr: { kind: 'Column', name, type } }));
}

function columnOf({ name, expr }: Named) {
  return { name, type: expr.type };
}

function narrowAggregate(plan: Extract<Plan, { op: 'Aggregate' }>, wanted: Need): Plan {
  const kept = wanted === 'all' ? plan.aggregates : plan.aggregates.filter(({ name }) => wanted.has(name));
  const inputs = kept.flatMap(({ argument, time }) => [argument, time].filter((expr) => expr !== undefined));
  const below = plan.schema.isOpen ? 'all' : reading(new Set<string>(), [...exprsOf(plan.by), ...inputs]);
  const names = new Set([...plan.by, ...kept].map(({ name }) => name));
  const columns = plan.schema.columns.filter(({ name }) => names.has(name));
  const schema = { columns, isOpen: plan.schema.isOpen };
  return { ...plan, aggregates: kept, input: narrow(plan.input, below), schema };
}

function narrowWindow(plan: Extract<Plan, { op: 'Window' }>, wanted: Need): Plan {
  const kept = wanted === 'all' ? plan.functions : plan.functions.filter(({ name }) => wanted.has(name));
  const rest = without(
    wanted,
    plan.functions.map(({ name }) => name),
  );
  if (kept.length === 0) return narrow(plan.input, rest);
  const inputs = kept.flatMap(({ argument, time, frame }) => {
    const reach = frame === 'partition' ? undefined : frame.reach;
    return [argument, time, reach].filter((expr) => expr !== undefined);
  });
  return follow({ ...plan, functions: kept }, wanted, reading(rest, [...plan.partition, ...inputs]));
}

function narrowJoin(plan: Extract<Plan, { op: 'Join' }>, wanted: Need): Plan {
  const left = narrow(
    plan.left,
    sideNeed(
      plan.left,
      wanted,
      plan.on.map((pair) => pair.left),
    ),
  );
  const right = narrow(
    plan.right,
    sideNeed(
      plan.right,
      plan.type === 'semi' ? new Set() : wanted,
      plan.on.map((pair) => pair.right),
    ),
  );
  if (plan.type === 'semi') return { ...plan, left, right, schema: left.schema };
  const columns = [...left.schema.columns, ...right.schema.columns];
  return { ...plan, left, right, schema: { columns, isOpen: left.schema.isOpen || right.schema.isOpen } };
}

/** A side gives its own columns, and what is asked beyond those where it is open. */
function sideNeed(side: Plan, wanted: Need, keys: readonly Expr[]): Need {
  if (wanted === 'all') return side.schema.isOpen ? 'all' : new Set(side.schema.columns.map(({ name }) => name));
  const own = [...wanted].filter((name) => side.schema.isOpen || findColumn(side.schema, name) !== undefined);
  return reading(new Set(own), keys);
}

function narrowUnion(plan: Extract<Plan, { op: 'Union' }>, wanted: Need): Plan {
  const inputs = plan.inputs.map((input) => narrow(input, sideNeed(input, wanted, [])));
  if (wanted === 'all') return { ...plan, inputs };
  const columns = plan.schema.columns.filter(({ name }) => wanted.has(name));
  return { ...plan, inputs, schema: { columns, isOpen: false } };
}
