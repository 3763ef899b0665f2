import type { LogEvent } from '../events/index.ts';
import type { Row } from '../language/index.ts';

/** What there is in the events that were read: for hints on names that no event has, and for completion. */
export interface Seen {
  readonly events: number;
  /** Names of fields, those that every event has among them. Of many events only some are asked. */
  readonly fields: ReadonlySet<string>;
  /** Values of `index`, `sourcetype`, `source` and `host`. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface SeenCount extends Seen {
  add(events: readonly LogEvent[]): void;
  addRows(rows: readonly Row[]): void;
}

/** Every event up to this one is asked for its fields, then one of each batch: events of one kind are alike. */
const ASKED_EVENTS = 5000;

/** Values of one field that are kept. */
const KEPT_VALUES = 1000;

const ALWAYS = ['_time', '_raw', 'index', 'host', 'source', 'sourcetype'] as const;

export function openSeen(): SeenCount {
  const fields = new Set<string>();
  const values = new Map(['index', 'sourcetype', 'source', 'host'].map((name) => [name, new Set<string>()]));
  let count = 0;
  const note = (name: 'index' | 'sourcetype' | 'source' | 'host', value: string): void => {
    const known = values.get(name);
    if (known !== undefined && known.size < KEPT_VALUES) known.add(value);
  };
  return {
    get events() {
      return count;
    },
    fields,
    values,
    add(events) {
      for (const name of ALWAYS) fields.add(name);
      for (const event of events) {
        note('index', event.index);
        note('sourcetype', event.sourcetype);
        note('source', event.source);
        note('host', event.host);
      }
      const asked = count < ASKED_EVENTS ? events : events.slice(0, 1);
      for (const event of asked) for (const name of event.fields.keys()) fields.add(name);
      count += events.length;
    },
    addRows(rows) {
      for (const row of rows) for (const name of Object.keys(row)) fields.add(name);
      count += rows.length;
    },
  };
}
