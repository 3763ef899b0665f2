import { dataModels, datasetRow, type LogEvent, legacyDatasets, legacyModels } from '../events/index.ts';
import {
  type Catalog,
  type Column,
  type DatasetSchema,
  type Demand,
  type FieldDemand,
  LINEAGE,
  type Row,
  type ScanDemand,
  type Schema,
  type Source,
  type Value,
} from '../language/index.ts';
import { assertNever } from '../shared/problem.ts';
import { duckdb } from '../sql/index.ts';
import type { Database } from './duckdb/database.ts';
import type { SessionFolder } from './folder.ts';
import { type Lookups, openLookups } from './lookups.ts';
import { type KeptFields, openSelection, type Selection } from './match-index/selection.ts';
import { createTable, type Table, type TableRow } from './table.ts';

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
  let selection: Selection | undefined;
  let demanded = askedOf({ events: 'all', datasets: new Map(rootNames().map((name) => [name, 'all'])) });

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
      demanded = askedOf(demand);
      selection = searches && openSelection(searches);
    },
    rowsFor: (search) => selection?.rowsFor(search),
    addEvents: async (events) => {
      const eventTable = demanded.events === undefined ? undefined : await tableOf({ kind: 'events' });
      for (const event of events) {
        const marked = idOf && marker(event, idOf);
        const fields = eventTable === undefined ? undefined : keptOfEvent(event, demanded, selection);
        if (fields !== undefined) {
          const row = eventRow(event, fields);
          await eventTable?.add(marked ? await marked(row) : row);
        }
        for (const [source, row] of datasetRows(event, demanded)) {
          const kept = keptOfRow(event, source, row, selection);
          if (kept !== undefined) await (await tableOf(source)).add(marked ? await marked(kept) : kept);
        }
      }
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
      for (const { model, root } of demandedRoots(demanded)) await tableOf({ kind: 'dataset', model, dataset: root });
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

function rootNames(): readonly string[] {
  return dataModels().flatMap(({ model, datasets }) => {
    return datasets.filter(({ parent }) => parent === undefined).map(({ name }) => `${model}.${name}`);
  });
}

function demandedRoots(demand: Asked): readonly { model: string; root: string }[] {
  return [...demand.datasets.keys()].map((name) => {
    const [model = '', root = ''] = name.split('.');
    return { model, root };
  });
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

/** What each of many searches takes from its sources. */
export type Searches = readonly (readonly ScanDemand[])[];

/** The fields of an event that stay; undefined where the event does not. */
function keptOfEvent(event: LogEvent, { events }: Asked, selection: Selection | undefined): AskedFields | undefined {
  if (selection === undefined) return events;
  const source = selection.sources.get('events');
  if (source === undefined) return undefined;
  source.see('_time', event.time);
  for (const name of METADATA) source.see(name, event[name]);
  for (const [name, value] of event.fields) source.see(name, value);
  return source.kept(() => event.raw());
}

/** What stays of the row of a dataset; undefined where it does not. */
function keptOfRow(
  event: LogEvent,
  { model, dataset }: DatasetSource,
  row: TableRow,
  selection: Selection | undefined,
): TableRow | undefined {
  if (selection === undefined) return row;
  const source = selection.sources.get(`${model}.${dataset}`);
  if (source === undefined) return undefined;
  for (const [name, value] of row) source.see(name, value);
  const kept = source.kept(() => event.raw());
  if (kept === undefined || kept === 'all') return kept && row;
  const narrow = new Map<string, Value>();
  for (const [name, value] of row) if (name === TIME.name || kept.has(name)) narrow.set(name, value);
  return narrow;
}

/** The fields of an event that are asked for. */
function eventRow(event: LogEvent, fields: AskedFields): TableRow {
  const row = metadata(event, fields);
  for (const [name, value] of event.fields) if (isAsked(fields, name)) row.set(name, value);
  return row;
}

/** What every event has, under the same names in every data model. */
function metadata(event: LogEvent, fields: AskedFields): Map<string, Value> {
  const row = new Map<string, Value>();
  row.set('_time', event.time);
  if (isAsked(fields, '_raw')) row.set('_raw', event.raw());
  for (const name of METADATA) if (isAsked(fields, name)) row.set(name, event[name]);
  return row;
}

const METADATA = ['host', 'source', 'sourcetype', 'index'] as const;

/** A demand whose fields are looked up by name: every field of every event is. */
interface Asked {
  readonly events: AskedFields | undefined;
  readonly datasets: ReadonlyMap<string, AskedFields>;
  /** Whether models of earlier versions are among them: an event does not list their datasets. */
  readonly hasLegacy: boolean;
}

type AskedFields = KeptFields;

type DatasetSource = Extract<Source, { kind: 'dataset' }>;

function askedOf({ events, datasets }: Demand): Asked {
  const fieldsOf = (fields: FieldDemand): AskedFields => (fields === 'all' ? fields : new Set(fields));
  return {
    events: events === undefined ? undefined : fieldsOf(events),
    datasets: new Map([...datasets].map(([name, fields]) => [name, fieldsOf(fields)])),
    hasLegacy: [...datasets.keys()].some((name) => legacyModels().some((model) => name.startsWith(`${model}.`))),
  };
}

function isAsked(fields: AskedFields, name: string): boolean {
  return fields === 'all' || fields.has(name);
}

/** The rows of an event, one in the table of each root dataset; fields of child datasets stand in the same row. */
function datasetRows(event: LogEvent, { datasets, hasLegacy }: Asked): readonly (readonly [DatasetSource, TableRow])[] {
  const itsOwn = hasLegacy ? [...event.datasets, ...legacyDatasets(event)] : event.datasets;
  return itsOwn.flatMap((name): (readonly [DatasetSource, TableRow])[] => {
    const fields = datasets.get(name);
    if (fields === undefined) return [];
    const [model = '', dataset = ''] = name.split('.');
    const nodes = nodesBelow(itsOwn, model, dataset);
    const row = metadata(event, fields);
    for (const node of nodes) {
      for (const [field, value] of datasetRow(event, `${model}.${node.at(-1)}`)) {
        if (isAsked(fields, field)) row.set(field, value);
      }
    }
    if (isAsked(fields, '_nodename'))
      row.set(
        '_nodename',
        nodes.map((path) => path.join('.')),
      );
    return [[{ kind: 'dataset', model, dataset }, row]];
  });
}

/** Paths of these datasets, from a root down. */
function nodesBelow(datasets: readonly string[], model: string, root: string): readonly (readonly string[])[] {
  const described = dataModels().find((one) => one.model === model)?.datasets ?? [];
  return described
    .filter(({ name, path }) => path[0] === root && datasets.includes(`${model}.${name}`))
    .map(({ path }) => path);
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
