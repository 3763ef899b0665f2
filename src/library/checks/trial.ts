import { type Baseline, type Content, type Detection, problemInSearch } from '../../content/index.ts';
import { openSession } from '../../engine/index.ts';
import { openAnalysis, type ParsedSearch, warningNotice, wordNotices } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { searchParser } from '../content.ts';
import type { ResourceOptions, RunOptions } from '../options.ts';
import { sessionOptions } from '../session-options.ts';
import type { Times } from '../times.ts';
import type { Trial } from './check.ts';
import { type Ahead, type Laboratory, type Listening, openLaboratory } from './laboratory.ts';
import { missingResultFields } from './result-fields.ts';

type Searching = Detection | Baseline;

/** A search that parses. */
interface Parsed {
  readonly searching: Searching;
  readonly search: ParsedSearch;
}

/** One that was planned ahead of the data. */
interface Planned extends Parsed {
  readonly ahead: Ahead;
  readonly notices: readonly Problem[];
}

export interface TrialOptions extends ResourceOptions, RunOptions {
  readonly times: Times;
}

/**
 * Tries the searches of content without any logs. Each is planned ahead of the data, which finds what is wrong with
 * it; then for tables without rows, which have every field of the data models and every one that a search names, and
 * run there with all that must run before it. What it would write to lookups is not written; lookups that one search
 * writes are there for the others.
 *
 * @returns what came of each, by its file
 * @throws Problem EN004 where the database has no place to work in; and the reason of the signal.
 */
export async function trySearches(content: Content, options: TrialOptions): Promise<ReadonlyMap<string, Trial>> {
  const { times, signal, onProgress } = options;
  const all: readonly Searching[] = [...content.detections, ...content.baselines];
  const trials = new Map<string, Trial>();
  let failed = 0;
  const settle = ({ file }: Searching, trial: Trial): void => {
    trials.set(file, trial);
    if (trial.problem !== undefined) failed++;
    onProgress?.({ stage: 'checking', searches: all.length, done: trials.size / all.length, failed });
  };
  const parsed = await parseAll(all, content, { settle, signal });
  if (parsed.length === 0) return trials;
  const session = await openSession(sessionOptions(options, times));
  try {
    const searches = parsed.map(({ search }) => search);
    await tryAll(parsed, await openLaboratory(session, content, searches, times), { settle, signal });
  } finally {
    await session.close();
  }
  return trials;
}

interface Trying {
  settle(searching: Searching, trial: Trial): void;
  readonly signal: AbortSignal | undefined;
}

async function parseAll(all: readonly Searching[], content: Content, { settle, signal }: Trying): Promise<Parsed[]> {
  const { parse } = searchParser(content);
  const parsed: Parsed[] = [];
  for (const searching of all) {
    signal?.throwIfAborted();
    const search = await problemOf(searching, async () => parse(searching.search));
    if (search instanceof Problem) settle(searching, { problem: search, notices: [] });
    else parsed.push({ searching, search });
  }
  return parsed;
}

/** Searches whose fields the table of events has at a time: of more fields every statement would take longer. */
const BATCH = 64;

/** While the database works on one batch, the next one is planned. */
async function tryAll(parsed: readonly Parsed[], laboratory: Laboratory, trying: Trying): Promise<void> {
  let running = Promise.resolve();
  for (let at = 0; at < parsed.length; at += BATCH) {
    const planned: Planned[] = [];
    for (const one of parsed.slice(at, at + BATCH)) {
      const result = await planOne(one, laboratory);
      if ('ahead' in result) planned.push(result);
      else trying.settle(one.searching, result);
      await nextTurn();
      trying.signal?.throwIfAborted();
    }
    await running;
    await laboratory.prepare(planned.map(({ ahead }) => ahead));
    running = runBatch(planned, laboratory, trying);
    running.catch(() => undefined); // thrown where it is waited for
  }
  await running;
}

/** Lets the database's answers through, which wait behind promises that are kept at once. */
async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

async function planOne(one: Parsed, laboratory: Laboratory): Promise<Planned | Trial> {
  const { searching, search } = one;
  const found = [...wordNotices(search)];
  const { planned, notices } = openAnalysis(search);
  const warn: Listening['warn'] = (message, details) => {
    // The analysis tells it at its place.
    if (details?.code !== 'SPL411') found.push(warningNotice(search, message, details));
  };
  const ahead = await problemOf(searching, async () => await laboratory.planAhead(search, { warn, planned }));
  found.push(...notices());
  const isDetection = 'risk' in searching;
  // A baseline counts what there is: it leaves nothing out by design.
  const told = isDetection ? found : found.filter(({ code }) => code !== 'SPL413');
  const placed = distinct(told.map((notice) => problemInSearch(searching, notice)));
  if (ahead instanceof Problem) return { problem: ahead, notices: placed };
  const missing = isDetection ? missingResultFields(searching, ahead.results) : [];
  return { ...one, ahead, notices: [...placed, ...missing] };
}

async function runBatch(planned: readonly Planned[], laboratory: Laboratory, { settle, signal }: Trying) {
  await atOnce(planned, async ({ searching, search, ahead, notices }) => {
    signal?.throwIfAborted();
    const problem = await problemOf(searching, async () => await laboratory.run(search, ahead));
    const isRefused = problem instanceof Problem && !ACCEPTED.has(problem.code);
    settle(searching, { notices, ...(isRefused && { problem }) });
  });
}

/** A search may name the same field at several places that are planned one by one. */
function distinct(notices: readonly Problem[]): readonly Problem[] {
  return [...new Map(notices.map((one) => [`${one.message} ${one.details.span?.start}`, one])).values()];
}

/** `require` asks for results, and without events there are none. */
const ACCEPTED: ReadonlySet<string> = new Set(['EN006']);

/** What a database that cannot go on says: the next search would not fare better. */
const ENDS_RUN: ReadonlySet<string> = new Set(['EN004']);

/** What the work gives, or the problem that ended it, with its place in the file. */
async function problemOf<T>(searching: Searching, work: () => Promise<T>): Promise<T | Problem> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || ENDS_RUN.has(error.code)) throw error;
    return problemInSearch(searching, error);
  }
}

/** Searches that are run side by side: one is planned here while the database works on others. */
const AT_ONCE = 4;

async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
