import { type Column, HIDDEN, isHidden, LINEAGE, type Plan, SEQUENCE } from '../language/index.ts';
import { type EmitContext, orderKeys, type TableNames } from './context.ts';
import type { Dialect, EmitOptions } from './dialect.ts';
import { heldColumns } from './held.ts';
import { neededColumns } from './needed.ts';
import { emitOperator } from './operators.ts';

export interface EmittedQuery {
  readonly sql: string;
  /** The visible columns of the results, in order, and LINEAGE where the plan has it; the query has no others. */
  readonly columns: readonly Column[];
}

/**
 * The plan as one statement of a dialect: a chain of named steps, one for each operator, and a last SELECT of the
 * visible columns that alone sorts for the output. A plan that occurs twice is one step. Columns that nothing
 * further on reads are left out.
 *
 * @throws Problem SQL002 for a function that the dialect cannot express.
 */
export function emit(
  plan: Plan,
  dialect: Dialect,
  tables: TableNames,
  options: Partial<EmitOptions> = {},
): EmittedQuery {
  const columns = plan.schema.columns.filter(isGiven);
  const keys = plan.order.map(({ column }) => column);
  const { steps, last } = emitSteps(plan, [...columns.map(({ name }) => name), ...keys], dialect, tables, options);
  const order = orderKeys(plan.order, dialect);
  const sorting = order === '' ? [] : [`ORDER BY ${order}`];
  return { sql: [steps, selection(columns, dialect), `FROM ${last}`, ...sorting].join('\n'), columns };
}

/**
 * The plan as a statement whose rows can be kept in a table: the columns that `emit` gives, and SEQUENCE, which holds their
 * order from 0. They come in no order.
 *
 * @throws Problem SQL002 for a function that the dialect cannot express.
 */
export function emitTable(
  plan: Plan,
  dialect: Dialect,
  tables: TableNames,
  options: Partial<EmitOptions> = {},
): EmittedQuery {
  const columns: readonly Column[] = [...plan.schema.columns.filter(isGiven), { name: SEQUENCE, type: 'number' }];
  const numbered: Plan = {
    op: 'Window',
    input: plan,
    partition: [],
    functions: [{ name: SEQUENCE, type: 'number', fn: 'rowNumber', frame: 'partition' }],
    schema: { columns, isOpen: false },
    order: [{ column: SEQUENCE, isDescending: false }],
  };
  const names = columns.map(({ name }) => name);
  const { steps, last } = emitSteps(numbered, names, dialect, tables, options);
  return { sql: [steps, selection(columns, dialect), `FROM ${last}`].join('\n'), columns };
}

/** The rows of a plan that are kept first and sorted then, as statements. */
export interface EmittedPages {
  readonly columns: readonly Column[];
  /** Keeps the rows, in no order. */
  readonly keep: string;
  /** Numbers them in their order: keys alone are sorted. */
  readonly sort: string;
  /** The rows from one place in the order, from 0, to before another. */
  page(from: number, to: number): string;
  /** Forgets all of it. */
  readonly drop: string;
}

/**
 * The same rows in the same order as `emit` gives, for rows of so many columns that sorting them whole would take more
 * memory than they do.
 *
 * @param table the name of a table that is made for them, and the beginning of another's
 * @throws Problem SQL002 for a function that the dialect cannot express.
 */
export function emitPages(
  plan: Plan,
  dialect: Dialect,
  tables: TableNames,
  table: string,
  options: Partial<EmitOptions> = {},
): EmittedPages {
  const columns = plan.schema.columns.filter(isGiven);
  const names = new Set([...columns.map(({ name }) => name), ...plan.order.map(({ column }) => column)]);
  const kept = [...names].map((name): Column => ({ name, type: 'text' }));
  const { steps, last } = emitSteps(plan, [...names], dialect, tables, options);
  const query = [steps, `${selection(kept, dialect)}, ${dialect.rowNumber('OVER ()')}`, `FROM ${last}`].join('\n');
  const { createTableAs, addPlaces, page, dropTable } = dialect.statements;
  const places = `${table} places`;
  return {
    columns,
    keep: createTableAs(table, [...kept, LINE], query),
    sort: addPlaces(places, table, LINE.name, orderKeys(plan.order, dialect)),
    page: (from, to) => page(places, table, LINE.name, columns, from, to),
    drop: [places, table].map(dropTable).join(';\n'),
  };
}

/** The number of a row that is kept, whatever fields it has. */
const LINE: Column = { name: `${HIDDEN}line`, type: 'number' };

function isGiven({ name }: Column): boolean {
  return !isHidden(name) || name === LINEAGE;
}

function emitSteps(
  plan: Plan,
  outputs: readonly string[],
  dialect: Dialect,
  tables: TableNames,
  { now = 0, timezone = 'UTC' }: Partial<EmitOptions>,
): { readonly steps: string; readonly last: string } {
  const names = new Map<Plan, string>();
  const steps: string[] = [];
  const context: EmitContext = {
    dialect,
    tables,
    options: { now, timezone },
    needed: neededColumns(plan, outputs),
    isHeld: heldColumns(plan, dialect),
    step: (input) => names.get(input) ?? addStep(input),
  };

  function addStep(input: Plan): string {
    const body = emitOperator(input, context);
    const name = `step${names.size + 1}`;
    names.set(input, name);
    steps.push(`${name} AS (\n${indent(body)}\n)`);
    return name;
  }

  const last = context.step(plan);
  return { steps: `WITH ${steps.join(', ')}`, last };
}

/** A statement needs a column even where its rows have none; a reader goes by `columns` and leaves it alone. */
function selection(columns: readonly Column[], dialect: Dialect): string {
  if (columns.length === 0) return `SELECT ${dialect.nullOf('text')} AS nothing`;
  return `SELECT ${columns.map(({ name }) => dialect.identifier(name)).join(', ')}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
