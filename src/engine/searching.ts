import {
  type Column,
  isHidden,
  type LookupWriting,
  type Models,
  type Plan,
  type PlanEnvironment,
  type Row,
  type RowTransform,
  SEQUENCE,
  type Source,
} from '../language/index.ts';
import { duckdb, emit, emitPages, emitTable } from '../sql/index.ts';
import type { Database } from './duckdb/database.ts';
import type { SessionFolder } from './folder.ts';
import { updatedRows } from './lookup-updates.ts';
import { readRows } from './rows.ts';
import { createTable } from './table.ts';
import { type Tables, tableName } from './tables.ts';

/** What a search fixes: its now(), its zone, its range of time. */
export interface SearchTimes {
  readonly now?: number;
  readonly timezone?: string;
  readonly earliest?: number;
  readonly latest?: number;
}

/** Searches over the tables of a session. */
export interface Searching {
  environment(times?: SearchTimes): PlanEnvironment;
  /** Runs a plan to its end. Rows are in output order; absent fields have no key. */
  run(plan: Plan, times?: SearchTimes): Promise<readonly Row[]>;
  /** The same rows in batches, as the database gives them. */
  stream(plan: Plan, times?: SearchTimes): AsyncGenerator<readonly Row[]>;
  /** Has the database plan what `run` would run, and no more: all that it refuses about a statement, it refuses here. */
  check(plan: Plan, times?: SearchTimes): Promise<void>;
  /** What a lookup holds, after what searches wrote to it; undefined for an unknown one. */
  lookupRows(name: string): Promise<readonly Row[] | undefined>;
  /** Forgets what these searches kept on their way. Their plans can be run no more. */
  dropStages(): Promise<void>;
}

/** What searches stand on. */
export interface SearchGround {
  readonly database: Database;
  readonly tables: Tables;
  readonly folder: SessionFolder;
  /** For searches that say nothing else. */
  readonly defaults: { readonly now: number; readonly timezone: string };
  readonly models: Models;
  readonly hasLocations: boolean;
  /** The number of a stage that nobody else has. */
  readonly newStage: () => number;
}

/** From so many columns on, sorting whole rows takes more memory than the rows: each value has room, absent or not. */
const WIDE_COLUMNS = 200;
/** Values of such rows, absent ones too, that are read at once. */
const PAGE_VALUES = 2 ** 22;

export function openSearching(ground: SearchGround): Searching {
  const { database, tables, folder, defaults, models, hasLocations } = ground;
  const stages: string[] = [];

  function newStage(): Source {
    const source: Source = { kind: 'stage', id: ground.newStage() };
    stages.push(tableName(source));
    return source;
  }

  async function* stream(plan: Plan, times: SearchTimes = {}): AsyncGenerator<readonly Row[]> {
    if (plan.order.length > 0 && plan.schema.columns.length > WIDE_COLUMNS) {
      yield* streamWide(plan, times);
      return;
    }
    const { sql, columns } = emit(plan, duckdb, tableName, { ...defaults, ...times });
    yield* database.query(sql, (result) => readRows(result, columns));
  }

  async function* streamWide(plan: Plan, times: SearchTimes): AsyncGenerator<readonly Row[]> {
    const table = `pages ${ground.newStage()}`;
    const { columns, keep, sort, page, drop } = emitPages(plan, duckdb, tableName, table, { ...defaults, ...times });
    const pageRows = Math.ceil(PAGE_VALUES / columns.length);
    try {
      await database.execute(keep);
      await database.execute(sort);
      let isLast = false;
      for (let from = 0; !isLast; from += pageRows) {
        let rows = 0;
        for await (const batch of database.query(page(from, from + pageRows), (result) => readRows(result, columns))) {
          rows += batch.length;
          yield batch;
        }
        isLast = rows < pageRows;
      }
    } finally {
      await database.execute(drop);
    }
  }

  async function run(plan: Plan, times?: SearchTimes): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for await (const batch of stream(plan, times)) for (const row of batch) rows.push(row);
    return rows;
  }

  async function stage(plan: Plan, times?: SearchTimes): Promise<Plan> {
    const source = newStage();
    const { sql, columns } = emitTable(plan, duckdb, tableName, { ...defaults, ...times });
    await database.execute(duckdb.statements.createTableAs(tableName(source), columns, sql));
    return scanOf(source, columns);
  }

  async function transformed(plan: Plan, transform: RowTransform, times?: SearchTimes): Promise<Plan> {
    const source = newStage();
    const table = await createTable(tableName(source), [], database, folder);
    for await (const rows of transform.run(stream(plan, times))) {
      for (const row of rows) await table.add(new Map(Object.entries(row)));
    }
    await table.flush();
    return scanOf(source, table.schema().columns);
  }

  async function lookupRows(name: string): Promise<readonly Row[] | undefined> {
    const found = tables.lookups.find(name);
    return found && run(scanOf({ kind: 'lookup', name }, found.schema.columns));
  }

  async function writeLookup(name: string, plan: Plan, writing: LookupWriting, times: SearchTimes): Promise<void> {
    const columns = plan.schema.columns.map((column) => column.name).filter((column) => !isHidden(column));
    const { updates } = writing;
    if (updates === undefined) {
      await tables.lookups.write(name, eachRow(stream(plan, times)), columns, writing);
      return;
    }
    const held = (await lookupRows(name)) ?? [];
    const rows = updatedRows(held, await run(plan, times), updates.keyField, updates.isAllowed);
    const known = (tables.lookups.find(name)?.schema.columns ?? []).map((column) => column.name);
    const all = new Set([...known, ...(writing.isAppended && known.length > 0 ? [] : columns), '_key']);
    await tables.lookups.write(name, rows, [...all], { ...writing, isAppended: false });
  }

  return {
    environment: (times = {}) => ({
      catalog: tables.catalog(),
      ...defaults,
      models,
      hasLocations,
      ...times,
      rows: (plan) => run(plan, times),
      stage: (plan) => stage(plan, times),
      writeLookup: (name, plan, writing) => writeLookup(name, plan, writing, times),
      transform: (plan, transform) => transformed(plan, transform, times),
    }),
    run,
    stream,
    check: (plan, times = {}) => database.check(emit(plan, duckdb, tableName, { ...defaults, ...times }).sql),
    lookupRows,
    dropStages: async () => {
      const names = stages.splice(0);
      if (names.length > 0) await database.execute(names.map(duckdb.statements.dropTable).join(';\n'));
    },
  };
}

async function* eachRow(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const batch of batches) yield* batch;
}

/** Reads a table that keeps results in their order. */
function scanOf(source: Source, columns: readonly Column[]): Plan {
  const visible = columns.filter(({ name }) => !isHidden(name));
  const schema = { columns: [...visible, { name: SEQUENCE, type: 'number' as const }], isOpen: false };
  return { op: 'Scan', source, schema, order: [{ column: SEQUENCE, isDescending: false }] };
}
