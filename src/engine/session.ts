import type { LogEvent } from '../events/index.ts';
import { type Catalog, type Demand, openModels, type Row, type Source } from '../language/index.ts';
import { type Database, openDatabase } from './duckdb/database.ts';
import type { EventBlocks } from './event-blocks.ts';
import type { Searches } from './event-rows.ts';
import { openFolder, type SessionFolder } from './folder.ts';
import { openGeoip } from './geoip.ts';
import type { LookupDefinition } from './lookups.ts';
import { resourcesFor } from './resources.ts';
import { openSearching, type SearchGround, type Searching } from './searching.ts';
import { type EventIds, openTables, type Tables } from './tables.ts';

export interface SessionOptions {
  /** How much memory the database may take, in MiB; what does not fit spills to the disk. Default: see `resourcesFor`. */
  readonly memoryMb?: number;
  /** With little memory there are fewer. */
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

/** Tables that are filled once, and searches over them. */
export interface Session extends Searching {
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
  /** Makes everything loaded searchable. */
  finishLoading(): Promise<void>;
  /** What there is to search: schemas as far as loading was finished. */
  catalog(): Catalog;
  /** For a search that is run beside others: what it keeps on its way is its own, and goes with its own `dropStages`. */
  apart(): Searching;
  /** Values that were not kept since their table had too many columns. */
  droppedValues(): number;
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
      ...resourcesFor({
        ...(options.memoryMb !== undefined && { memoryMb: options.memoryMb }),
        ...(options.threads !== undefined && { threads: options.threads }),
      }),
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
  const { now = Date.now() / 1000, timezone = 'UTC' } = options;
  let stages = 0;
  const ground: SearchGround = {
    database,
    tables,
    folder,
    defaults: { now, timezone },
    models: openModels(),
    hasLocations: options.geoip !== undefined,
    newStage: () => ++stages,
  };
  let isOpen = true;
  return {
    ...openSearching(ground),
    apart: () => openSearching(ground),
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
    finishLoading: tables.flush,
    catalog: tables.catalog,
    droppedValues: tables.droppedValues,
    newFile: folder.newFile,
    interrupt: database.interrupt,
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await end();
    },
  };
}
