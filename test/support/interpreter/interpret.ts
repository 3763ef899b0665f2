import { isHidden, type NamedWindow, type Plan, type Row, SEQUENCE, type Source } from '../../../src/language/index.ts';
import { aggregate } from './aggregates.ts';
import { evaluate, valuesOf } from './expressions.ts';
import { type Cell, type Cells, compareCells, keyOf } from './values.ts';

/** The rows of a source, in order. */
export type Tables = (source: Source) => readonly Row[];

/**
 * Runs a plan row by row, as its contract in ir.ts is written: slow, small, and independent of any database. What an
 * engine gives must agree with it.
 */
export function interpret(plan: Plan, tables: Tables): readonly Row[] {
  return run(plan, tables).map((row) => {
    const visible = plan.schema.columns.filter(({ name }) => !isHidden(name));
    const entries = visible.map(({ name }) => [name, shown(row.get(name) ?? null)] as const);
    return Object.fromEntries(entries.filter((entry) => entry[1] !== null)) as Row;
  });
}

/** A multivalue of one is that value. */
function shown(cell: Cell): Cell {
  if (typeof cell !== 'object' || cell === null || cell.length !== 1) return cell;
  return cell[0] ?? null;
}

function run(plan: Plan, tables: Tables): readonly Cells[] {
  const rows = operate(plan, tables);
  for (const row of rows) checkTypes(plan, row);
  const names = plan.schema.columns.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`${plan.op} has a column twice: ${names.join(', ')}`);
  for (const { column } of plan.order) {
    if (!plan.schema.columns.some(({ name }) => name === column))
      throw new Error(`${plan.op} has no order key ${column}`);
  }
  return [...rows].sort((a, b) => {
    for (const { column, isDescending } of plan.order) {
      const [x, y] = [a.get(column) ?? null, b.get(column) ?? null];
      const difference = compareCells(x, y);
      if (difference !== 0) return isDescending && x !== null && y !== null ? -difference : difference;
    }
    return 0;
  });
}

/** A plan that says a wrong type of its columns would become wrong SQL. */
function checkTypes(plan: Plan, row: Cells): void {
  for (const { name, type } of plan.schema.columns) {
    const cell = row.get(name) ?? null;
    const actual = typeof cell === 'string' ? 'text' : Array.isArray(cell) ? 'multi' : typeof cell;
    if (cell !== null && actual !== type) throw new Error(`${plan.op} gives ${actual} for ${name}, which is ${type}`);
  }
}

function operate(plan: Plan, tables: Tables): readonly Cells[] {
  switch (plan.op) {
    case 'Scan':
      return tables(plan.source).map((row, index) => scanned(plan, row, index));
    case 'Rows':
      return Array.from({ length: plan.count }, (_, index) => new Map([[SEQUENCE, index]]));
    case 'Filter':
      return run(plan.input, tables).filter((row) => evaluate(plan.predicate, row) === true);
    case 'Extend':
      return run(plan.input, tables).map((row) => {
        return new Map([...row, ...plan.columns.map(({ name, expr }) => [name, evaluate(expr, row)] as const)]);
      });
    case 'Project':
      return run(plan.input, tables).map((row) => {
        return new Map(plan.columns.map(({ name, expr }) => [name, evaluate(expr, row)] as const));
      });
    case 'Aggregate':
      return grouped(plan, run(plan.input, tables));
    case 'Window':
      return windowed(plan, run(plan.input, tables));
    case 'Sort':
      return run(plan.input, tables).map((row) => {
        return new Map([...row, ...plan.keys.map(({ name, expr }) => [name, evaluate(expr, row)] as const)]);
      });
    case 'Limit':
      return run(plan.input, tables).slice(plan.offset, plan.offset + plan.count);
    case 'Join':
      return joined(plan, run(plan.left, tables), run(plan.right, tables));
    case 'Union':
      return plan.inputs.flatMap((input) => run(input, tables));
    case 'Unnest':
      return unnested(plan, run(plan.input, tables));
  }
}

function scanned(plan: Plan, row: Row, index: number): Cells {
  const cells = plan.schema.columns.map(({ name, type }): [string, Cell] => {
    const value = row[name] ?? null;
    if (name === SEQUENCE) return [name, index];
    if (value === null) return [name, null];
    if (type === 'multi') return [name, valuesOf(value)];
    return [name, type === 'number' ? Number(value) : String(value)];
  });
  return new Map(cells);
}

function grouped(plan: Extract<Plan, { op: 'Aggregate' }>, rows: readonly Cells[]): readonly Cells[] {
  const groups = new Map<string, Cells[]>();
  if (plan.by.length === 0) groups.set('', []);
  for (const row of rows) {
    const key = plan.by.length === 0 ? '' : keyOf(plan.by.map(({ expr }) => evaluate(expr, row)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((members) => {
    const [first] = members;
    const keys = plan.by.map(({ name, expr }) => [name, first === undefined ? null : evaluate(expr, first)] as const);
    return new Map([...keys, ...plan.aggregates.map((one) => [one.name, aggregate(one, members)] as const)]);
  });
}

function windowed(plan: Extract<Plan, { op: 'Window' }>, rows: readonly Cells[]): readonly Cells[] {
  const keys = rows.map((row) => keyOf(plan.partition.map((expr) => evaluate(expr, row))));
  return rows.map((row, index) => {
    const members = rows.map((_, at) => at).filter((at) => keys[at] === keys[index]);
    const here = members.indexOf(index);
    const added = plan.functions.map((one) => {
      const frame = one.fn === 'rowNumber' ? { following: 0 } : one.frame;
      const from = frame === 'partition' ? 0 : Math.max(0, here - precedingOf(frame, row));
      const to = frame === 'partition' ? members.length : Math.max(0, here + frame.following + 1);
      const framed = members.slice(from, to).map((at) => rows[at] ?? row);
      return [one.name, aggregate(one, framed)] as const;
    });
    return new Map([...row, ...added]);
  });
}

function precedingOf({ preceding, reach }: Exclude<NamedWindow['frame'], 'partition'>, row: Cells): number {
  return reach === undefined ? (preceding ?? Number.POSITIVE_INFINITY) : Number(evaluate(reach, row));
}

function joined(
  plan: Extract<Plan, { op: 'Join' }>,
  left: readonly Cells[],
  right: readonly Cells[],
): readonly Cells[] {
  return left.flatMap((row): readonly Cells[] => {
    const matches = right.filter((other) => {
      return plan.on.every((pair) => {
        const value = evaluate(pair.left, row);
        return value !== null && value === evaluate(pair.right, other);
      });
    });
    if (plan.type === 'semi') return matches.length === 0 ? [] : [row];
    if (matches.length === 0) return plan.type === 'left' ? [row] : [];
    return matches.map((other) => new Map([...row, ...other]));
  });
}

function unnested(plan: Extract<Plan, { op: 'Unnest' }>, rows: readonly Cells[]): readonly Cells[] {
  const place = plan.schema.columns.find(
    ({ name }) => isHidden(name) && !plan.input.schema.columns.some((old) => old.name === name),
  );
  return rows.flatMap((row) => {
    const values = valuesOf(row.get(plan.column) ?? null);
    if (values.length === 0) return plan.keepsNull ? [row] : [];
    return values.map((value, index): Cells => {
      return new Map<string, Cell>([
        ...row,
        [plan.column, value],
        ...(place ? [[place.name, index + 1] as const] : []),
      ]);
    });
  });
}
