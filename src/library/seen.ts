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
  add(event: LogEvent): void;
  addRows(rows: readonly Row[]): void;
  /** Adds what was seen elsewhere. */
  addSeen(more: Seen): void;
}

/** Every event up to this one is asked for its fields, then one of so many: events of one kind are alike. */
const ASKED_EVENTS = 5000;
const ASKED_THEN = 64;

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
    add(event) {
      if (count === 0) for (const name of ALWAYS) fields.add(name);
      note('index', event.index);
      note('sourcetype', event.sourcetype);
      note('source', event.source);
      note('host', event.host);
      const isAsked = count < ASKED_EVENTS || count % ASKED_THEN === 0;
      if (isAsked) for (const name of event.fields.keys()) fields.add(name);
      count++;
    },
    addSeen(more) {
      for (const name of more.fields) fields.add(name);
      for (const [name, those] of more.values) {
        const known = values.get(name);
        for (const value of those) if (known !== undefined && known.size < KEPT_VALUES) known.add(value);
      }
      count += more.events;
    },
    addRows(rows) {
      for (const row of rows) for (const name of Object.keys(row)) fields.add(name);
      count += rows.length;
    },
  };
}
