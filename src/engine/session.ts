import { availableParallelism, totalmem } from 'node:os';
import type { LogEvent } from '../events/index.ts';
import {
  type Catalog,
  type Column,
  type Demand,
  isHidden,
  type LookupWriting,
  openModels,
  type Plan,
  type PlanEnvironment,
  type Row,
  type RowTransform,
  SEQUENCE,
  type Source,
} from '../language/index.ts';
import { duckdb, emit, emitTable } from '../sql/index.ts';
import { type Database, openDatabase } from './duckdb/database.ts';
import type { EventBlocks } from './event-blocks.ts';
import type { Searches } from './event-rows.ts';
import { openFolder, type SessionFolder } from './folder.ts';
import { openGeoip } from './geoip.ts';
import { updatedRows } from './lookup-updates.ts';
import type { LookupDefinition } from './lookups.ts';
import { readRows } from './rows.ts';
import { createTable } from './table.ts';
import { type EventIds, openTables, type Tables, tableName } from './tables.ts';

export interface SessionOptions {
  /** How much memory the database may take, in MiB; what does not fit spills to the disk. */
  readonly memoryMb?: number;
  readonly threads?: number;
  /** Where the session makes its folder. Default: the system's folder for temporary files. */
  readonly tempDir?: string;
  /** IANA name of the zone that searches think in. Default: UTC. */
  readonly timezone?: string;
  /** What now() is in searches that say nothing else, in epoch seconds. Default: the time of the start. */
  readonly now?: number;
  /** A database in the MaxMind format for the places of addresses. Default: none is known. */
  readonly geoip?: string;
  /** Gives events the ids that rows of plans with LINEAGE say. Default: none has one, and no such plan can be run. */
  readonly eventIds?: EventIds;
  /** Ends what the session does; it then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a search fixes: its now(), its zone, its range of time. */
export interface SearchTimes {
  readonly now?: number;
  readonly timezone?: string;
  readonly earliest?: number;
  readonly latest?: number;
}

/** Tables that are filled once, and searches over them. */
export interface Session {
  /**
   * Says what will be searched, so that nothing else is kept. Without it everything is. With `searches`, what each of
   * them takes, rows do not stay either that none of them can use: a row that more fields are asked of than those of
   * the searches that need it lacks them.
   */
  prepare(demand: Demand, searches?: Searches): Promise<void>;
  /** How many rows stayed for one of those searches so far; undefined where there are none. */
  rowsFor(search: number): number | undefined;
  load(events: readonly LogEvent[]): Promise<void>;
  /** Loads what another thread made of events for the same demand. Its rows are numbered higher than all before them. */
  loadBlocks(blocks: EventBlocks): Promise<void>;
  /** The same blocks in files of the session, where they take no memory until they are loaded. */
  putAside(blocks: EventBlocks): Promise<EventBlocks>;
  /** The results that the first command of searches works on. */
  loadInput(rows: readonly Row[]): Promise<void>;
  /** Events as plain rows: `_time`, `index` and all other fields. */
  loadEventRows(rows: readonly Row[]): Promise<void>;
  /** Points of a metrics index: `_time`, dimensions, and a number in `metric_name:NAME` for each metric. */
  loadMetricRows(index: string, rows: readonly Row[]): Promise<void>;
  /** Rows of a root dataset, names without prefix; `_nodename` lists the datasets that a row belongs to. */
  loadDatasetRows(model: string, dataset: string, rows: readonly Row[]): Promise<void>;
  /** An empty table that has fields all the same, as if events had brought them. What it held is gone. */
  declare(source: Source, fields: readonly string[]): Promise<void>;
  /** A lookup as a table; one of the same name goes. */
  loadLookup(name: string, definition: LookupDefinition, rows: AsyncIterable<Row> | Iterable<Row>): Promise<void>;
  /** What a lookup holds, after what searches wrote to it; undefined for an unknown one. */
  lookupRows(name: string): Promise<readonly Row[] | undefined>;
  /** Makes everything loaded searchable. */
  finishLoading(): Promise<void>;
  /** What there is to search: schemas as far as loading was finished. */
  catalog(): Catalog;
  environment(times?: SearchTimes): PlanEnvironment;
  /** Runs a plan to its end. Rows are in output order; absent fields have no key. */
  run(plan: Plan, times?: SearchTimes): Promise<readonly Row[]>;
  /** The same rows in batches, as the database gives them. */
  stream(plan: Plan, times?: SearchTimes): AsyncGenerator<readonly Row[]>;
  /** Has the database plan what `run` would run, and no more: all that it refuses about a statement, it refuses here. */
  check(plan: Plan, times?: SearchTimes): Promise<void>;
  /** Values that were not kept since their table had too many columns. */
  droppedValues(): number;
  /** Forgets what searches kept on their way. Their plans can be run no more. */
  dropStages(): Promise<void>;
  /** A path in the session's folder that no file had before. What is put there goes with the session. */
  newFile(ending: string): string;
  /** Ends what runs now: it throws EN001. */
  interrupt(): void;
  /** Closes the database and removes its folder. Twice is fine. */
  close(): Promise<void>;
}

/**
 * Opens an empty database in a folder of its own, which goes with it.
 *
 * Every method throws Problem EN001 and EN002 for what the database refuses, EN003 for a regular expression that takes
 * too long, and the reason of the signal once it is aborted.
 *
 * @throws Problem EN004 where the folder cannot be made, EN005 for the GeoIP database.
 */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const ground = await openGround(options);
  try {
    const { database, folder } = ground;
    return sessionOver(database, await openTables(database, folder, options.eventIds), folder, options);
  } catch (error) {
    await ground.close();
    throw error;
  }
}

/** What a session stands on. */
export interface SessionGround {
  readonly database: Database;
  readonly folder: SessionFolder;
  /** Closes the database and removes the folder. */
  close(): Promise<void>;
}

/** An empty database in a folder of its own. @throws as `openSession` */
export async function openGround(options: SessionOptions): Promise<SessionGround> {
  options.signal?.throwIfAborted();
  const geoip = options.geoip === undefined ? undefined : await openGeoip(options.geoip);
  const folder = await openFolder(options.tempDir);
  try {
    const database = await openDatabase({
      folder: folder.path,
      memoryMb: Math.max(64, options.memoryMb ?? defaultMemoryMb()),
      threads: Math.max(1, options.threads ?? availableParallelism()),
      ...(options.signal && { signal: options.signal }),
      ...(geoip && { services: { geoip } }),
    });
    return { database, folder, close: () => closeGround(database, folder) };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function closeGround(database: Database, folder: SessionFolder): Promise<void> {
  await database.close();
  await folder.remove();
}

/** Half of the machine's, and 1 GiB at most: karst is to stay below 1.5 GB with whatever is read. */
function defaultMemoryMb(): number {
  return Math.min(1024, Math.floor(totalmem() / 2 ** 21));
}

/**
 * A session over a database and tables that are already open.
 *
 * @param end what becomes of them when it is closed. Default: the database is closed and its folder removed.
 */
export function sessionOver(
  database: Database,
  tables: Tables,
  folder: SessionFolder,
  options: SessionOptions,
  end: () => Promise<void> = () => closeGround(database, folder),
): Session {
  const now = options.now ?? Date.now() / 1000;
  const { timezone = 'UTC' } = options;
  const models = openModels();
  let stages = 0;
  let isOpen = true;

  async function* stream(plan: Plan, times: SearchTimes = {}): AsyncGenerator<readonly Row[]> {
    const { sql, columns } = emit(plan, duckdb, tableName, { now, timezone, ...times });
    yield* database.query(sql, (result) => readRows(result, columns));
  }

  async function run(plan: Plan, times?: SearchTimes): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for await (const batch of stream(plan, times)) for (const row of batch) rows.push(row);
    return rows;
  }

  async function dropStages(): Promise<void> {
    for (; stages > 0; stages--) {
      await database.execute(duckdb.statements.dropTable(tableName({ kind: 'stage', id: stages })));
    }
  }

  async function stage(plan: Plan, times?: SearchTimes): Promise<Plan> {
    const source = { kind: 'stage', id: ++stages } as const;
    const { sql, columns } = emitTable(plan, duckdb, tableName, { now, timezone, ...times });
    await database.execute(duckdb.statements.createTableAs(tableName(source), columns, sql));
    return scanOf(source, columns);
  }

  async function transformed(plan: Plan, transform: RowTransform, times?: SearchTimes): Promise<Plan> {
    const source = { kind: 'stage', id: ++stages } as const;
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
    prepare: tables.prepare,
    rowsFor: tables.rowsFor,
    load: tables.addEvents,
    loadBlocks: tables.addBlocks,
    putAside: tables.putAside,
    loadInput: tables.addInput,
    loadEventRows: tables.addEventRows,
    loadMetricRows: tables.addMetricRows,
    loadDatasetRows: tables.addDatasetRows,
    declare: tables.declare,
    loadLookup: tables.lookups.load,
    lookupRows,
    finishLoading: tables.flush,
    catalog: tables.catalog,
    environment: (times = {}) => ({
      catalog: tables.catalog(),
      now,
      timezone,
      models,
      hasLocations: options.geoip !== undefined,
      ...times,
      rows: (plan) => run(plan, times),
      stage: (plan) => stage(plan, times),
      writeLookup: (name, plan, writing) => writeLookup(name, plan, writing, times),
      transform: (plan, transform) => transformed(plan, transform, times),
    }),
    run,
    stream,
    check: (plan, times = {}) => database.check(emit(plan, duckdb, tableName, { now, timezone, ...times }).sql),
    droppedValues: tables.droppedValues,
    dropStages,
    newFile: folder.newFile,
    interrupt: database.interrupt,
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await end();
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
