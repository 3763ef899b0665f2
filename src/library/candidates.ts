import { type Content, type Detection, problemInSearch } from '../content/index.ts';
import {
  type Catalog,
  indexesNamed,
  isBarren,
  type Models,
  openEnvironment,
  type ParsedSearch,
  type Plan,
  plan,
  scansOf,
} from '../language/index.ts';
import { Problem } from '../shared/problem.ts';
import { openCatalog } from './catalog.ts';
import { type SearchParser, searchParser } from './content.ts';
import type { ContentLookups } from './lookups.ts';
import type { Tally } from './tally.ts';
import type { Times } from './times.ts';

/** A detection that can be planned. */
export interface Candidate extends Outlook {
  readonly detection: Detection;
  readonly search: ParsedSearch;
  /** Made ahead of the data: they say what must be loaded. */
  readonly plans: readonly Plan[];
  /** What its pipelines begin with: see `scanDemands`. */
  readonly begun: readonly Plan[];
}

/** What planning a detection ahead of the data says of it. */
export interface Outlook {
  /** Without any event that it could use it has no results, and need not be run. */
  readonly isBarren: boolean;
  /** It reads what the findings of other detections wrote to the risk index. */
  readonly readsRisk: boolean;
  /** The names of the sources that it reads, in alphabetical order. */
  readonly sources: readonly string[];
}

/**
 * Detections by name, planned ahead of the data. `fail` takes those that cannot be.
 *
 * @param detections those of the content that are wanted
 */
export async function planAhead(
  content: Content,
  times: Times,
  lookups: ContentLookups,
  models: Models,
  fail: (detection: Detection, problem: Problem) => void,
  detections: readonly Detection[] = content.detections,
): Promise<readonly Candidate[]> {
  const parser = searchParser(content);
  const catalog = { ...openCatalog(), ...lookups.catalog };
  const candidates: Candidate[] = [];
  for (const detection of detections.toSorted(byName)) {
    await attempt(detection, fail, async () => {
      candidates.push(await planDetection(detection, parser, { ...times, catalog, models }));
    });
  }
  return candidates;
}

/** What a detection is planned with, ahead of the data. */
export interface AheadOptions extends Times {
  readonly catalog: Partial<Catalog>;
  readonly models: Models;
  /** Is told that the plan depends on what now() is. */
  readonly onNow?: () => void;
}

/** One detection, planned ahead of the data. @throws Problem SPL1xx to SPL3xx, with its place in the search */
export async function planDetection(
  detection: Detection,
  parser: Pick<SearchParser, 'parse'>,
  ahead: AheadOptions,
): Promise<Candidate> {
  const environment = openEnvironment(ahead);
  const search = parser.parse(detection.search);
  const last = await plan(search, {
    ...environment,
    get now() {
      ahead.onNow?.();
      return environment.now;
    },
  });
  const plans = [...environment.stages, last];
  return {
    detection,
    search,
    plans,
    begun: environment.begun,
    isBarren: environment.written.length === 0 && isBarren(last, environment.staged),
    readsRisk: readsRisk(search, plans),
    sources: [...new Set(plans.flatMap((one) => [...scansOf(one)].map(sourceName)))].sort(),
  };
}

/** Runs work on one detection. A Problem costs that detection alone; its place is shown in the file. */
export async function attempt<T>(
  detection: Detection,
  fail: (detection: Detection, problem: Problem) => void,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || ENDS_RUN.has(error.code)) throw error;
    fail(detection, problemInSearch(detection, error));
    return undefined;
  }
}

/** What a database that cannot go on says: the next detection would not fare better. */
const ENDS_RUN: ReadonlySet<string> = new Set(['EN004']);

/** Names of the sources that a detection reads, where none of them had an event; else nothing. */
export function missingSources({ sources }: Pick<Outlook, 'sources'>, tally: Tally): readonly string[] {
  const hasEvents = (name: string): boolean => (name === EVENTS ? tally.events > 0 : tally.datasets.has(name));
  return sources.some(hasEvents) ? [] : sources;
}

/** Whether a search reads the Risk data model, or asks for the index of risk by its name. */
function readsRisk(search: ParsedSearch, plans: readonly Plan[]): boolean {
  const scans = plans.flatMap((one) => [...scansOf(one)]);
  return (
    scans.some(({ source }) => source.kind === 'dataset' && source.model === 'Risk') || indexesNamed(search).has('risk')
  );
}

const EVENTS = 'events';

function sourceName({ source }: Extract<Plan, { op: 'Scan' }>): string {
  return source.kind === 'dataset' ? `${source.model}.${source.dataset}` : EVENTS;
}

/** By name, and of one name by file. */
export function byName(a: Detection, b: Detection): number {
  if (a.name === b.name) return a.file < b.file ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
