import { dataModels, datasetRow, type LogEvent, legacyDatasets, legacyModels } from '../events/index.ts';
import type { Demand, FieldDemand, ScanDemand, Source, Value } from '../language/index.ts';
import { type KeptFields, openSelection, type Selection } from './match-index/selection.ts';
import type { TableRow } from './row-lines.ts';

/** What each of many searches takes from its sources. */
export type Searches = readonly (readonly ScanDemand[])[];

/** A table that events leave rows in. */
export type EventSource = Extract<Source, { kind: 'events' | 'dataset' }>;

/** How many rows were kept for a search, by its place in the list. */
export type FoundRows = readonly (readonly [search: number, rows: number])[];

/** What events leave behind: rows of the events themselves, and of the datasets that they are in. */
export interface EventRows {
  /** The root datasets that are asked for. */
  readonly sources: readonly EventSource[];
  /** The rows of one event that are asked for and that some search can use. */
  rowsOf(event: LogEvent): readonly (readonly [EventSource, TableRow])[];
  /** How many rows were kept for a search; undefined where nothing is chosen for searches. */
  rowsFor(search: number): number | undefined;
  /** Rows that were kept since the last time this was asked. */
  takeFound(): FoundRows;
  /** Counts rows that were kept elsewhere. */
  count(found: FoundRows): void;
}

/**
 * @param demand Default: all fields of events and of all root datasets.
 * @param searches rows that none of these can use do not stay. Default: all that are asked for do
 */
export function openEventRows(demand: Demand = everything(), searches?: Searches): EventRows {
  const asked = askedOf(demand);
  const selection = searches && openSelection(searches);
  const counted = new Float64Array(searches?.length ?? 0);
  const taken = new Float64Array(counted.length);
  const datasetsOf = openDatasetPlans(asked);
  const rowsHere = (search: number): number => selection?.rowsFor(search) ?? 0;
  return {
    sources: [...demand.datasets.keys()].map(sourceOf),
    rowsOf: (event) => {
      const rows: [EventSource, TableRow][] = [];
      const fields = keptOfEvent(event, asked, selection);
      if (fields !== undefined) rows.push([EVENTS, eventRow(event, fields)]);
      for (const plan of datasetsOf(event)) {
        const row = keptOfRow(event, plan.source, rowOf(event, plan), selection);
        if (row !== undefined) rows.push([plan.source, row]);
      }
      return rows;
    },
    rowsFor: (search) => (selection === undefined ? undefined : rowsHere(search) + (counted[search] ?? 0)),
    takeFound: () => {
      const found: [number, number][] = [];
      for (let search = 0; search < counted.length; search++) {
        const rows = rowsHere(search) - (taken[search] ?? 0);
        if (rows > 0) found.push([search, rows]);
        taken[search] = rowsHere(search);
      }
      return found;
    },
    count: (found) => {
      for (const [search, rows] of found) counted[search] = (counted[search] ?? 0) + rows;
    },
  };
}

function everything(): Demand {
  const roots = dataModels().flatMap(({ model, datasets }) => {
    return datasets.filter(({ parent }) => parent === undefined).map(({ name }) => `${model}.${name}`);
  });
  return { events: 'all', datasets: new Map(roots.map((name) => [name, 'all'])) };
}

const EVENTS: EventSource = { kind: 'events' };

/** The fields of an event that stay; undefined where the event does not. */
function keptOfEvent(event: LogEvent, { events }: Asked, selection: Selection | undefined): AskedFields | undefined {
  if (selection === undefined || events === undefined) return events;
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
  for (const [name, value] of row) if (name === '_time' || kept.has(name)) narrow.set(name, value);
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

/** How the row of a dataset is made. */
interface DatasetPlan {
  readonly source: DatasetSource;
  readonly fields: AskedFields;
  /** The datasets of the event below it, itself first, each as its path. */
  readonly nodes: readonly (readonly string[])[];
  /** The same as `_nodename` says it; undefined where nobody asks. */
  readonly nodeNames: readonly string[] | undefined;
}

/** Kinds of events, by their datasets, that are remembered. */
const KINDS = 10_000;

/** The rows that an event leaves in tables of datasets, one for each root. Events of a kind share the list of their datasets. */
function openDatasetPlans({ datasets, hasLegacy }: Asked): (event: LogEvent) => readonly DatasetPlan[] {
  const known = new Map<readonly string[], readonly DatasetPlan[]>();
  const plansOf = (names: readonly string[]): readonly DatasetPlan[] =>
    names.flatMap((name): readonly DatasetPlan[] => {
      const fields = datasets.get(name);
      if (fields === undefined) return [];
      const source = sourceOf(name);
      const nodes = nodesBelow(names, source.model, source.dataset);
      const nodeNames = isAsked(fields, '_nodename') ? nodes.map((path) => path.join('.')) : undefined;
      return [{ source, fields, nodes, nodeNames }];
    });
  return (event) => {
    if (hasLegacy) return plansOf([...event.datasets, ...legacyDatasets(event)]);
    const before = known.get(event.datasets);
    if (before !== undefined) return before;
    const plans = plansOf(event.datasets);
    if (known.size >= KINDS) known.clear();
    known.set(event.datasets, plans);
    return plans;
  };
}

/** Fields of child datasets stand in the same row. */
function rowOf(event: LogEvent, { source, fields, nodes, nodeNames }: DatasetPlan): TableRow {
  const row = metadata(event, fields);
  for (const node of nodes) {
    for (const [field, value] of datasetRow(event, `${source.model}.${node.at(-1)}`)) {
      if (isAsked(fields, field)) row.set(field, value);
    }
  }
  if (nodeNames !== undefined) row.set('_nodename', nodeNames);
  return row;
}

function sourceOf(name: string): DatasetSource {
  const [model = '', dataset = ''] = name.split('.');
  return { kind: 'dataset', model, dataset };
}

/** Paths of these datasets, from a root down. */
function nodesBelow(datasets: readonly string[], model: string, root: string): readonly (readonly string[])[] {
  const described = dataModels().find((one) => one.model === model)?.datasets ?? [];
  return described
    .filter(({ name, path }) => path[0] === root && datasets.includes(`${model}.${name}`))
    .map(({ path }) => path);
}
