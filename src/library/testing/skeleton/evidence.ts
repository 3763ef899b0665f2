import { openSession, type Session } from '../../../engine/index.ts';
import type { LogEvent } from '../../../events/index.ts';
import type { FindingEvent } from '../../../findings/index.ts';
import { demand, plan, type Row, scanDemands } from '../../../language/index.ts';
import { openEventStore } from '../../finding-events/event-store.ts';
import { storedEvent } from '../../finding-events/event-writer.ts';
import { type RowEvents, traceRows } from '../../finding-events/trace.ts';
import type { LogOptions } from '../../options.ts';
import { readEvents } from '../../read.ts';
import { sessionOptions } from '../../session-options.ts';
import { countDropped } from '../../tally.ts';
import { inSearch, type PlannedTrial, type Trial } from '../trial.ts';

/** What a detection found in logs, and in which events. */
export interface Evidence {
  /** The first ones. */
  readonly rows: readonly Row[];
  /** Sets of events that may be enough for it to fire, the smallest first. */
  readonly sets: readonly (readonly FindingEvent[])[];
}

/** Rows that are looked at: the test is made of one of them. */
const KEPT_ROWS = 1000;

/** Events of a set: each of them is held in memory. */
const MOST_EVENTS = 20_000;

/** Events of one row that are told. */
const EVENTS_OF_ROW = 1000;

/**
 * Runs a detection over logs. What its rows were made of is told by running it once more, where its commands can tell;
 * otherwise every event counts that it could have used.
 *
 * @throws as reading and searching do
 */
export async function gatherEvidence(trial: Trial, planned: PlannedTrial, logs: LogOptions): Promise<Evidence> {
  const { run, times } = trial.bench;
  const ids: string[] = [];
  let session: Session | undefined;
  const store = openEventStore(() => session?.newFile('.events') ?? '');
  const eventIds = async (event: LogEvent): Promise<string> => {
    const id = await store.add(storedEvent(event, null, ids.length + 1));
    if (ids.length < MOST_EVENTS) ids.push(id);
    return id;
  };
  session = await openSession({ ...sessionOptions(run, times), eventIds });
  try {
    await load(session, trial, planned, logs);
    const { rows, traced } = await inSearch(trial.detection, search(session, trial, planned));
    const sets: (readonly FindingEvent[])[] = [];
    for (const set of idSets(traced, ids)) sets.push(await store.get(set));
    return { rows, sets };
  } finally {
    await store.close();
    await session.close();
  }
}

async function load(
  session: Session,
  { bench, tally, seen }: Trial,
  { candidate, baselines, models }: PlannedTrial,
  logs: LogOptions,
): Promise<void> {
  const { times, run, content } = bench;
  await baselines.lookups.load(session);
  const searches = [scanDemands(candidate.plans, candidate.begun), ...models.demands(), ...baselines.demands()];
  await session.prepare(demand([...candidate.plans, ...models.plans(), ...baselines.plans()]), searches);
  for await (const events of readEvents({ logs, times, run, tally, content })) {
    for (const event of events) seen.add(event);
    await session.load(events);
  }
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

interface Searched {
  readonly rows: readonly Row[];
  readonly traced: readonly RowEvents[];
}

function search(
  session: Session,
  trial: Trial,
  { candidate, baselines, models }: PlannedTrial,
): () => Promise<Searched> {
  const { times } = trial.bench;
  return async () => {
    const trained = models.running(session, times);
    trial.baselines = await baselines.run(session, times, trained, trial.tally);
    const environment = { ...session.environment(times), models: trained };
    const rows: Row[] = [];
    for await (const batch of session.stream(await plan(candidate.search, environment), times)) {
      trial.rows = (trial.rows ?? 0) + batch.length;
      if (rows.length < KEPT_ROWS) rows.push(...batch.slice(0, KEPT_ROWS - rows.length));
    }
    if (rows.length === 0 || rows.length < (trial.rows ?? 0)) return { rows, traced: [] };
    const traced = await traceRows({ search: candidate.search, rows, session, environment, times }, EVENTS_OF_ROW);
    return { rows, traced: typeof traced === 'string' ? [] : traced.filter((one) => one !== undefined) };
  };
}

/** The events of each row, those of all rows, and all that were kept; ids sort in the order of the input. */
function idSets(traced: readonly RowEvents[], kept: readonly string[]): readonly (readonly string[])[] {
  const [first] = traced.filter(({ ids }) => ids.length > 0).toSorted((a, b) => a.ids.length - b.ids.length);
  const union = [...new Set(traced.flatMap(({ ids }) => ids))].sort().slice(0, MOST_EVENTS);
  const sets = [first === undefined ? [] : first.ids.toSorted(), union, kept];
  return sets.filter((set, at) => set.length > 0 && sets.findIndex((other) => isSame(set, other)) === at);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
