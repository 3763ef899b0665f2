import {
  type DatasetRow,
  dataModels,
  type FieldSelector,
  type LogEvent,
  legacyDatasets,
  legacyModels,
  openDatasetRow,
  selectFields,
} from '../events/index.ts';
import type { Demand, FieldDemand, ScanDemand, Source, Value } from '../language/index.ts';
import { type KeptFields, openSelection, type Selection, type SourceSelection } from './match-index/selection.ts';
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
  const eventRow =
    asked.events === undefined || (selection !== undefined && !selection.sources.has('events'))
      ? undefined
      : openEventTable(asked.events, selection?.sources.get('events'));
  const datasetsOf = openDatasetPlans(asked, selection);
  const rowsHere = (search: number): number => selection?.rowsFor(search) ?? 0;
  return {
    sources: [...demand.datasets.keys()].map(sourceOf),
    rowsOf: (event) => {
      const rows: [EventSource, TableRow][] = [];
      const own = eventRow?.(event);
      if (own !== undefined) rows.push([EVENTS, own]);
      for (const plan of datasetsOf(event)) {
        const row = rowOf(event, plan);
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

/** Rows of events. */
function openEventTable(fields: AskedFields, selection: SourceSelection | undefined) {
  const selectors = new WeakMap<ReadonlySet<string>, FieldSelector>();

  function selectorOf(names: ReadonlySet<string>): FieldSelector {
    const known = selectors.get(names) ?? selectFields(names);
    selectors.set(names, known);
    return known;
  }

  return (event: LogEvent): TableRow | undefined => {
    const read = (name: string): Value | undefined => metadataOf(event, name) ?? event.fields.get(name);
    const names = selection === undefined ? fields : selection.kept(read);
    if (names === undefined) return undefined;
    const row = metadata(event, names);
    const add = (name: string, value: Value): void => {
      row.set(name, value);
    };
    if (names !== 'all') selectorOf(names)(event.fields, add);
    else for (const [name, value] of event.fields) add(name, value);
    return row;
  };
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

function metadataOf(event: LogEvent, name: string): Value | undefined {
  switch (name) {
    case '_time':
      return event.time;
    case '_raw':
      return event.raw();
    case 'host':
    case 'source':
    case 'sourcetype':
    case 'index':
      return event[name];
    default:
      return undefined;
  }
}

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

/** How events of one kind leave a row in the table of a root dataset. */
interface DatasetPlan {
  readonly source: DatasetSource;
  /** The datasets of the event below it, itself first: their fields stand in the same row. */
  readonly nodes: readonly string[];
  /** What `_nodename` says. */
  readonly nodeNames: readonly string[];
  readonly asked: AskedFields;
  readonly selection: SourceSelection | undefined;
  /** The places of the nodes that declare a field, for each field that was asked for. */
  readonly declared: Map<string, readonly number[]>;
  /** Fields of each node that are of use, for each set of names that was asked for. */
  readonly wanted: Map<AskedFields, readonly (readonly string[])[]>;
}

/** Kinds of events, by their datasets, that are remembered. */
const KINDS = 10_000;

/** The rows that an event leaves in tables of datasets. Events of a kind share the list of their datasets. */
function openDatasetPlans(
  { datasets, hasLegacy }: Asked,
  selection: Selection | undefined,
): (event: LogEvent) => readonly DatasetPlan[] {
  const known = new Map<readonly string[], readonly DatasetPlan[]>();
  const plansOf = (names: readonly string[]): readonly DatasetPlan[] =>
    names.flatMap((name): readonly DatasetPlan[] => {
      const asked = datasets.get(name);
      const chosen = selection?.sources.get(name);
      if (asked === undefined || (selection !== undefined && chosen === undefined)) return [];
      const source = sourceOf(name);
      const paths = nodesBelow(names, source.model, source.dataset);
      const nodes = paths.map((path) => `${source.model}.${path.at(-1)}`);
      const nodeNames = paths.map((path) => path.join('.'));
      return [{ source, nodes, nodeNames, asked, selection: chosen, declared: new Map(), wanted: new Map() }];
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

/** Fields are calculated only where somebody tests or keeps them. */
function rowOf(event: LogEvent, plan: DatasetPlan): TableRow | undefined {
  const rows = plan.nodes.map((node) => openDatasetRow(event, node));
  const fields = plan.selection === undefined ? plan.asked : keptOfRow(event, plan, rows, plan.selection);
  if (fields === undefined) return undefined;
  const row = metadata(event, fields);
  forEachField(plan, rows, fields, (name, value) => {
    row.set(name, value);
  });
  if (isAsked(fields, '_nodename')) row.set('_nodename', plan.nodeNames);
  return row;
}

/** What stays of the row of a dataset; undefined where it does not. */
function keptOfRow(
  event: LogEvent,
  plan: DatasetPlan,
  rows: readonly DatasetRow[],
  selection: SourceSelection,
): AskedFields | undefined {
  const names = selection.kept((name) => {
    if (name === '_nodename') return plan.nodeNames;
    // Those of children stand in the place of those of their parents.
    for (const at of declaring(plan, rows, name)) {
      const value = rows[at]?.get(name);
      if (value !== undefined) return value;
    }
    return metadataOf(event, name);
  });
  return names === 'all' ? plan.asked : names;
}

/** The places of the datasets that declare a field, children first. */
function declaring({ declared }: DatasetPlan, rows: readonly DatasetRow[], name: string): readonly number[] {
  const before = declared.get(name);
  if (before !== undefined) return before;
  const places = [...rows.keys()].filter((at) => rows[at]?.fields.includes(name)).reverse();
  declared.set(name, places);
  return places;
}

/** The fields of these names that the datasets have, those of a parent before those of its children. */
function forEachField(
  plan: DatasetPlan,
  rows: readonly DatasetRow[],
  names: AskedFields,
  take: (name: string, value: Value) => void,
): void {
  let wanted = plan.wanted.get(names);
  if (wanted === undefined) {
    wanted = rows.map(({ fields }) => fields.filter((field) => isAsked(names, field)));
    if (plan.wanted.size >= KINDS) plan.wanted.clear();
    plan.wanted.set(names, wanted);
  }
  for (const [at, row] of rows.entries()) {
    for (const field of wanted[at] ?? []) {
      const value = row.get(field);
      if (value !== undefined) take(field, value);
    }
  }
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
