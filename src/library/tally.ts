import type { LogEvent, TimeOrigin } from '../events/index.ts';
import type { Skip } from '../inputs/index.ts';

/** What was read, counted. */
export interface Tally {
  files: number;
  bytes: number;
  events: number;
  readonly sourcetypes: Map<string, number>;
  /** Events of each dataset, as `Model.Dataset`. */
  readonly datasets: Map<string, number>;
  /** Records and files that were skipped, by reason. */
  readonly skipped: Map<string, number>;
  /** Events that are cut: their fields are those that were whole. */
  cut: number;
  /** Mappings of content that cannot be used. */
  brokenMappings: number;
  /** Events that tell no time of their own, by where it was taken from. */
  readonly timeless: Record<Exclude<TimeOrigin, 'event'>, number>;
}

export function emptyTally(): Tally {
  return {
    files: 0,
    bytes: 0,
    events: 0,
    sourcetypes: new Map(),
    datasets: new Map(),
    skipped: new Map(),
    cut: 0,
    brokenMappings: 0,
    timeless: { previous: 0, file: 0, run: 0 },
  };
}

export function countEvent(tally: Tally, event: LogEvent): void {
  tally.events++;
  if (event.isCut) tally.cut++;
  if (event.timeFrom !== 'event') tally.timeless[event.timeFrom]++;
  increment(tally.sourcetypes, event.sourcetype);
  for (const dataset of event.datasets) increment(tally.datasets, dataset);
}

/** Counts what was counted elsewhere, but for the files. */
export function addTally(tally: Tally, more: Tally): void {
  tally.bytes += more.bytes;
  tally.events += more.events;
  tally.cut += more.cut;
  tally.brokenMappings += more.brokenMappings;
  for (const origin of ['previous', 'file', 'run'] as const) tally.timeless[origin] += more.timeless[origin];
  for (const counts of ['sourcetypes', 'datasets', 'skipped'] as const) {
    for (const [name, count] of more[counts]) tally[counts].set(name, (tally[counts].get(name) ?? 0) + count);
  }
}

/** An event that the run itself wrote: it was not read, and is there to be searched. */
export function countWritten(tally: Tally, event: LogEvent): void {
  for (const dataset of event.datasets) increment(tally.datasets, dataset);
}

export function countSkip(tally: Tally, reason: Skip['reason']): void {
  increment(tally.skipped, reason);
}

/** Values that the engine did not keep, since their events have more fields than a table holds. */
export function countDropped(tally: Tally, values: number): void {
  if (values > 0) tally.skipped.set('value of too many fields', values);
}

/** The counts as a plain object, the names in code unit order. */
export function sortedCounts(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
