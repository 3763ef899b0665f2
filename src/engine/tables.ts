import { dataModels, type LogEvent } from '../events/index.ts';
import {
  type Catalog,
  type Column,
  type DatasetSchema,
  type Demand,
  LINEAGE,
  type Row,
  type Schema,
  type Source,
  type Value,
} from '../language/index.ts';
import { assertNever } from '../shared/problem.ts';
import { duckdb } from '../sql/index.ts';
import type { Database } from './duckdb/database.ts';
import type { EventBlock, EventBlocks } from './event-blocks.ts';
import { type EventRows, openEventRows, type Searches } from './event-rows.ts';
import type { SessionFolder } from './folder.ts';
import { type Lookups, openLookups } from './lookups.ts';
import type { TableRow } from './row-lines.ts';
import { createTable, type Table, writtenLines } from './table.ts';

/** The name of the table behind a source. */
export function tableName(source: Source): string {
  switch (source.kind) {
    case 'events':
      return 'events';
    case 'metrics':
      return 'metrics';
    case 'input':
      return 'input';
    case 'dataset':
      return `dataset ${source.model}.${source.dataset}`;
    case 'lookup':
      return `lookup ${source.name}`;
    case 'stage':
      return `stage ${source.id}`;
    default:
      return assertNever(source);
  }
}

const TIME: Column = { name: '_time', type: 'number' };
const ID: Column = { name: LINEAGE, type: 'text' };

/** Gives the id of an event, for LINEAGE. It is asked once for each event of which a row stays. */
export type EventIds = (event: LogEvent) => Promise<string>;

/** The tables that searches read, as they fill. */
export interface Tables {
  /**
   * What events must leave behind. Before the first event. With `searches`, what none of them can use does not stay.
   */
  prepare(demand: Demand, searches?: Searches): Promise<void>;
  /** How many rows stayed for one of the searches; undefined where nothing was chosen for searches. */
  rowsFor(search: number): number | undefined;
  addEvents(events: readonly LogEvent[]): Promise<void>;
  /** What another thread made of events for the same demand. */
  addBlocks(blocks: EventBlocks): Promise<void>;
  /** The same blocks with their rows in files, for a time in which nobody adds them. */
  putAside(blocks: EventBlocks): Promise<EventBlocks>;
  addInput(rows: readonly Row[]): Promise<void>;
  addEventRows(rows: readonly Row[]): Promise<void>;
  addMetricRows(index: string, rows: readonly Row[]): Promise<void>;
  addDatasetRows(model: string, dataset: string, rows: readonly Row[]): Promise<void>;
  declare(source: Source, fields: readonly string[]): Promise<void>;
  readonly lookups: Lookups;
  flush(): Promise<void>;
  catalog(): Catalog;
  droppedValues(): number;
  /** Takes them all away, lookups too: nothing can be added or searched any more. */
  drop(): Promise<void>;
}

/**
 * Opens the tables of a database; each one is created when something is to be put into it.
 *
 * @param idOf absent where rows need not say of which event they are
 */
export async function openTables(database: Database, folder: SessionFolder, idOf?: EventIds): Promise<Tables> {
  const tables = new Map<string, Table>();
  /** Root datasets, by their model, whose rows came as rows and not from events. */
  const given = new Map<string, ReadonlySet<string>>();
  let eventRows: EventRows = openEventRows();

  async function tableOf(source: Source): Promise<Table> {
    const name = tableName(source);
    const known = tables.get(name);
    if (known !== undefined) return known;
    const hasIds = idOf !== undefined && (source.kind === 'events' || source.kind === 'dataset');
    const columns = hasIds ? [TIME, ID] : source.kind === 'input' ? [] : [TIME];
    const made = await createTable(name, columns, database, folder);
    tables.set(name, made);
    return made;
  }

  async function addAll(source: Source, rows: readonly Row[]): Promise<void> {
    const table = await tableOf(source);
    for (const row of rows) await table.add(givenRow(row));
  }

  const lookups = openLookups(database, folder, duckdb.statements.dropTable);
  // Scanned whether or not an event or a point ever comes.
  await tableOf({ kind: 'events' });
  await tableOf({ kind: 'metrics' });
  return {
    prepare: async (demand, searches) => {
      eventRows = openEventRows(demand, searches);
    },
    rowsFor: (search) => eventRows.rowsFor(search),
    addEvents: async (events) => {
      for (const event of events) {
        const marked = idOf && marker(event, idOf);
        for (const [source, row] of eventRows.rowsOf(event)) {
          await (await tableOf(source)).add(marked ? await marked(row) : row);
        }
      }
    },
    addBlocks: async ({ blocks, found }) => {
      eventRows.count(found);
      for (const { source, lines } of blocks) await (await tableOf(source)).addLines(lines);
    },
    putAside: async ({ blocks, found }) => {
      const aside: EventBlock[] = [];
      for (const { source, lines } of blocks) aside.push({ source, lines: await writtenLines(lines, folder) });
      return { blocks: aside, found };
    },
    addInput: (rows) => addAll({ kind: 'input' }, rows),
    addEventRows: (rows) => addAll({ kind: 'events' }, rows),
    addMetricRows: (index, rows) =>
      addAll(
        { kind: 'metrics' },
        rows.map((row) => ({ ...row, index })),
      ),
    addDatasetRows: async (model, dataset, rows) => {
      given.set(model, new Set([...(given.get(model) ?? []), dataset]));
      await addAll({ kind: 'dataset', model, dataset }, rows);
    },
    declare: async (source, fields) => {
      const columns = fields.filter((field) => field !== TIME.name).map(emptyColumn);
      const name = tableName(source);
      await database.execute(duckdb.statements.dropTable(name));
      tables.set(name, await createTable(name, [TIME, ...columns], database, folder));
    },
    lookups,
    flush: async () => {
      for (const source of eventRows.sources) await tableOf(source);
      for (const table of tables.values()) await table.flush();
    },
    catalog: () => ({
      ...catalogOf((source) => tables.get(tableName(source))?.schema(), given),
      lookup: lookups.find,
      lookups: lookups.names,
    }),
    droppedValues: () => [...tables.values()].reduce((sum, table) => sum + table.droppedValues(), 0),
    drop: async () => {
      const names = [...lookups.clear(), ...tables.keys()];
      tables.clear();
      // One after the other they would take longer than a small search.
      await database.execute(names.map(duckdb.statements.dropTable).join(';\n'));
    },
  };
}

/** Fields of logs are text, but for the list of the datasets that an event belongs to. */
function emptyColumn(name: string): Column {
  return { name, type: name === '_nodename' ? 'multi' : 'text' };
}

/** A row given from outside. A time is a number, also where it was written as text. */
function givenRow(row: Row): TableRow {
  const entries = Object.entries(row).filter(([name]) => name !== '_time');
  const time = timeOf(row['_time']);
  return new Map(time === undefined ? entries : [['_time', time], ...entries]);
}

function timeOf(value: Value | undefined): Value | undefined {
  if (typeof value !== 'string' || value.trim() === '') return value;
  return Number.isFinite(Number(value)) ? Number(value) : value;
}

/** Puts the id of one event into its rows. */
function marker(event: LogEvent, idOf: EventIds): (row: TableRow) => Promise<TableRow> {
  let id: Promise<string> | undefined;
  return async (row) => {
    id ??= idOf(event);
    return new Map(row).set(LINEAGE, await id);
  };
}

/** The data models of the product, and what was given of others. */
function catalogOf(
  schemaOf: (source: Source) => Schema | undefined,
  given: ReadonlyMap<string, ReadonlySet<string>>,
): Catalog {
  const none: Schema = { columns: [TIME], isOpen: false };
  const input = schemaOf({ kind: 'input' });
  const metrics = schemaOf({ kind: 'metrics' });
  return {
    events: schemaOf({ kind: 'events' }) ?? none,
    ...(input === undefined ? {} : { input }),
    ...(metrics === undefined ? {} : { metrics }),
    models: () => [...new Set([...dataModels().map(({ model }) => model), ...given.keys()])],
    datasets: (model) => {
      const described = dataModels().find((one) => one.model === model)?.datasets ?? [];
      const known = new Set(described.map(({ name }) => name));
      const others = [...(given.get(model) ?? [])].filter((name) => !known.has(name));
      const all = [...described, ...others.map((name) => ({ name, path: [name], fields: [] }))];
      return all.map(({ name, path, fields }): DatasetSchema => {
        const root = path[0] ?? name;
        const schema = schemaOf({ kind: 'dataset', model, dataset: root }) ?? none;
        const more = given.get(model)?.has(root) ? schema.columns.map((column) => column.name) : [];
        return { model, dataset: name, root, path, fields: [...new Set([...fields, ...more])], schema };
      });
    },
  };
}
