import type { Column, Plan, Row, Schema, Value } from '../ir.ts';
import { project, rows } from './build.ts';
import type { PlanContext } from './context.ts';
import { optimise } from './optimise.ts';
import { fieldOf, isInternal, visibleColumns } from './schema.ts';

/** A row under construction: fields in any order. */
export type NewRow = Map<string, Value>;

/** Rows with the order of their columns; those that no row has are left out. */
export interface NewTable {
  readonly columns: readonly string[];
  readonly rows: Iterable<NewRow>;
  /** What rows hold that are added where there are no results: counts are 0. */
  readonly fillers?: ReadonlyMap<string, Value>;
}

/** Rows go on in batches of this size. */
const BATCH_ROWS = 2000;

/** What sees rows one by one, and makes a table in the end. */
export interface Condenser {
  add(row: Row): void;
  table(): NewTable;
}

/** Makes one table of another whose rows are not kept: in memory is what the condenser remembers of them. */
export async function condense(input: Plan, { add, table }: Condenser, { environment }: PlanContext): Promise<Plan> {
  let columns: readonly string[] = [];
  const made = await environment.transform(optimise(input), {
    schema: ({ columns: known }) => ({ columns: known.filter(({ name }) => isInternal(name)), isOpen: true }),
    run: async function* (batches) {
      for await (const row of eachRow(batches)) add(row);
      const condensed = table();
      columns = condensed.columns;
      yield* batchesOf(condensed.rows);
    },
  });
  return environment.isAheadOfData === true ? made : inOrder(made, columns);
}

/**
 * Makes one table of another, of all its rows together: they are in memory while it is made. For commands whose
 * columns depend on values, over results that statistics made small.
 */
export async function tabulate(
  input: Plan,
  make: (rows: readonly Row[]) => NewTable,
  context: PlanContext,
): Promise<Plan> {
  const all: Row[] = [];
  return await condense(input, { add: (row) => all.push(row), table: () => make(all) }, context);
}

/** Shows all rows to a function, in order, and keeps none: for what a second pass has to know of all of them. */
export async function eachResult(input: Plan, see: (row: Row) => void, { environment }: PlanContext): Promise<void> {
  await environment.transform(optimise(input), {
    schema: () => ({ columns: [], isOpen: false }),
    run: async function* (batches) {
      for await (const row of eachRow(batches)) see(row);
      yield [];
    },
  });
}

/**
 * Changes rows one by one, or several into several, in order and without keeping them.
 *
 * @param lineage `each` where they are changed one by one, `carried` where all that is in them comes out again
 */
export async function stream(
  input: Plan,
  columns: readonly Column[],
  change: (rows: AsyncIterable<readonly Row[]>) => AsyncIterable<NewRow> | Iterable<NewRow>,
  { environment }: PlanContext,
  lineage?: 'each' | 'carried',
): Promise<Plan> {
  const names = columns.map(({ name }) => name);
  const isOpen = input.schema.isOpen;
  const made = await environment.transform(optimise(input), {
    ...(lineage && { lineage }),
    schema: () => ({ columns, isOpen }),
    run: (batches) => batchesOf(change(batches)),
  });
  return environment.isAheadOfData === true ? made : inOrder(made, names);
}

/** Rows that a command brings itself. */
export async function literalRows(
  columns: readonly Column[],
  made: Iterable<NewRow>,
  { environment }: PlanContext,
): Promise<Plan> {
  const schema: Schema = { columns, isOpen: false };
  const plan = await environment.transform(rows(0), { schema: () => schema, run: () => batchesOf(made) });
  return environment.isAheadOfData === true
    ? plan
    : inOrder(
        plan,
        columns.map(({ name }) => name),
      );
}

/** Rows one after the other. */
export async function* eachRow(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const batch of batches) yield* batch;
}

/** The columns of a table in this order, those that no row has NULL; what is not listed comes behind them. */
function inOrder(plan: Plan, names: readonly string[]): Plan {
  const listed = new Set(names);
  const others = visibleColumns(plan.schema).filter(({ name }) => !listed.has(name));
  return project(
    plan,
    [...listed, ...others.map(({ name }) => name)].map((name) => ({ name, expr: fieldOf(plan.schema, name) })),
  );
}

/** Rows in batches, as a transform gives them. */
export async function* batchesOf(made: AsyncIterable<NewRow> | Iterable<NewRow>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = [];
  for await (const row of made) {
    batch.push(Object.fromEntries(row));
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
