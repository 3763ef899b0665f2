import type { Session } from '../../engine/index.ts';
import type { LogEvent } from '../../events/index.ts';
import type { Finding } from '../../findings/index.ts';
import { Problem } from '../../shared/problem.ts';
import { type EventStore, openEventStore } from './event-store.ts';
import { storedEvent } from './event-writer.ts';
import { type EventPlace, type EventPlaces, openPlaces } from './places.ts';
import { type RowEvents, type TracedSearch, traceRows } from './trace.ts';

/**
 * The events of findings. While logs are read, those that some detection may need are put aside on the disk; a
 * detection that found something says which of them its rows were made of.
 */
export interface FindingEvents {
  /** Is told by reading which file events come from. */
  readonly places: EventPlaces;
  /** Names an event for the tables of the session, and puts it aside. Those that were not seen are of this run. */
  eventIds(event: LogEvent): Promise<string>;
  /** Where they are put, from the first event on. */
  open(session: Session): void;
  /** Takes events in the order of the input, before they are loaded. */
  see(events: readonly LogEvent[]): void;
  /** A path for the events that threads put aside; each thread adds an ending of its own. */
  threadFile(): string;
  /** Takes what a thread put aside of a part: see `EventStore.put`. */
  put: EventStore['put'];
  /** Findings of a detection, each with the ids of its events; as they are, with a warning, where those are not known. */
  trace(findings: readonly Finding[], search: TracedSearch): Promise<readonly Finding[]>;
  /** The same findings with the events in the places of their ids. */
  attach(findings: AsyncIterable<Finding>): AsyncGenerator<Finding>;
  close(): Promise<void>;
}

/** A finding on its way: events are big, and findings may wait in memory. */
interface Marked extends Finding {
  readonly event_ids?: RowEvents;
}

/** @param count events that are shown of a finding */
export function openFindingEvents(count: number): FindingEvents {
  const places = openPlaces();
  let session: Session | undefined;
  const newFile = (): string => session?.newFile('.events') ?? '';
  const store = openEventStore(newFile);
  let seen = new Map<LogEvent, EventPlace>();
  let own = 0;

  async function eventIds(event: LogEvent): Promise<string> {
    const { file, record } = seen.get(event) ?? { file: null, record: ++own };
    return await store.add(storedEvent(event, file, record));
  }

  async function attached({ event_ids: found, ...finding }: Marked): Promise<Finding> {
    if (found === undefined) return finding;
    return { ...finding, events_total: found.total, events: await store.get(found.ids) };
  }

  return {
    places,
    eventIds,
    open: (opened) => {
      session = opened;
    },
    see: (events) => {
      seen = new Map(events.map((event) => [event, places.next()]));
    },
    trace: async (findings, search) => {
      const found = await traced(search, count);
      const reason = typeof found === 'string' ? found : found.includes(undefined) ? MADE : undefined;
      if (reason !== undefined) search.environment.warn?.(`the events of findings are not known: ${reason}`);
      return typeof found === 'string' ? findings : findings.map((finding, at) => marked(finding, found[at]));
    },
    attach: async function* (findings) {
      for await (const finding of findings) yield await attached(finding);
    },
    threadFile: newFile,
    put: store.put,
    close: store.close,
  };
}

const MADE = 'a command of the search makes rows that do not say where they come from';

function marked(finding: Finding, found: RowEvents | undefined): Finding {
  const one: Marked = found === undefined ? finding : { ...finding, event_ids: found };
  return one;
}

/** What keeping track costs too much memory for costs the events alone. */
async function traced(search: TracedSearch, count: number): ReturnType<typeof traceRows> {
  try {
    return await traceRows(search, count);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'EN004') throw error;
    return error.message;
  } finally {
    await search.session.dropStages();
  }
}
