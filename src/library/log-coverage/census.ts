import { datasetRow, type FieldValue, type LogEvent } from '../../events/index.ts';
import type { Expr } from '../../language/index.ts';
import { meets, ORIGIN_FIELDS, type Origin } from './origin.ts';

/** What is there, counted: origins of events and the fields that they have, datasets and the fields of their rows. */
export interface Census {
  add(event: LogEvent): void;
  /** Whether a dataset has a row. */
  hasDataset(dataset: string): boolean;
  /** Fields that some row of a dataset has. */
  fieldsOf(dataset: string): ReadonlySet<string>;
  /** The fields of the events that may meet a condition, origin by origin; empty where there are none. */
  eventsOf(condition: Expr | undefined): readonly ReadonlySet<string>[];
}

interface Group {
  readonly origin: Origin;
  readonly fields: Set<string>;
}

/** Origins that are told apart; further events are of one of which nothing is known. */
const MOST_GROUPS = 3000;
/** Names of fields that are kept of each: JSON may have any number. */
const MOST_FIELDS = 1000;

const FROM_EVENT: ReadonlySet<string> = new Set(['index', 'sourcetype', 'source']);

/** @param demanded the root datasets whose fields are asked for */
export function openCensus(demanded: ReadonlySet<string>): Census {
  const groups = new Map<string, Group>();
  const rest: Group = { origin: new Map(), fields: new Set() };
  const datasets = new Map<string, Set<string>>();
  let hasRest = false;

  function groupOf(event: LogEvent): Group {
    const origin = originOf(event);
    const key = JSON.stringify([...origin.values()]);
    const known = groups.get(key);
    if (known !== undefined) return known;
    if (groups.size >= MOST_GROUPS) {
      hasRest = true;
      return rest;
    }
    const made = { origin, fields: new Set<string>() };
    groups.set(key, made);
    return made;
  }

  return {
    add(event) {
      note(groupOf(event).fields, event.fields);
      for (const dataset of event.datasets) {
        let fields = datasets.get(dataset);
        if (fields === undefined) {
          fields = new Set();
          datasets.set(dataset, fields);
        }
        if (demanded.has(dataset)) note(fields, datasetRow(event, dataset));
      }
    },
    hasDataset: (dataset) => datasets.has(dataset),
    fieldsOf: (dataset) => datasets.get(dataset) ?? new Set(),
    eventsOf(condition) {
      const all = [...groups.values(), ...(hasRest ? [rest] : [])];
      const met = all.filter(({ origin }) => condition === undefined || meets(condition, origin) !== false);
      return met.map(({ fields }) => fields);
    },
  };
}

function note(fields: Set<string>, row: ReadonlyMap<string, unknown>): void {
  for (const name of row.keys()) if (fields.size < MOST_FIELDS) fields.add(name);
}

/** Every field of an origin is known: one that the event lacks has no values. */
function originOf(event: LogEvent): Origin {
  return new Map(
    ORIGIN_FIELDS.map((name) => {
      if (FROM_EVENT.has(name)) return [name, [event[name as 'index' | 'sourcetype' | 'source']]];
      const value: FieldValue | undefined = event.fields.get(name);
      return [name, typeof value === 'string' ? [value] : (value ?? [])];
    }),
  );
}
