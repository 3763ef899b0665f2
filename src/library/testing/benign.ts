import { stat } from 'node:fs/promises';
import { type Content, type Detection, type ListedLogs, loadLogList } from '../../content/index.ts';
import { openSession, type Session } from '../../engine/index.ts';
import { demand, type Models, plan, type Row, scanDemands } from '../../language/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { attempt, type Candidate, missingSources, planAhead } from '../candidates.ts';
import { baselineText, openLookupBaselines } from '../lookup-baselines.ts';
import { contentLookups } from '../lookups.ts';
import { contentModels } from '../models.ts';
import type { ResourceOptions, RunOptions } from '../options.ts';
import { readEvents } from '../read.ts';
import { sessionOptions } from '../session-options.ts';
import { countDropped, emptyTally, type Tally } from '../tally.ts';
import { stayingRows } from '../tuning.ts';
import { type HostDays, openHostDays } from './host-days.ts';
import type { Noise, TestOutcome } from './outcome.ts';
import { skippedText, type TestBench } from './trial.ts';

/** Logs in which nothing is to be found, and how much may be found all the same. */
export interface BenignLogs {
  /** Files and folders of logs, and lists of logs (YAML) that say of each what its events do not. */
  readonly paths: readonly string[];
  /** Rows on a host and a day that a detection may have which says nothing else. Default: 1. */
  readonly budget?: number;
}

/** Rows that a detection may have on a host and a day. */
const DEFAULT_BUDGET = 1;

/** Rows of a noisy detection that are shown. */
const SHOWN_ROWS = 3;
const SHOWN_CHARACTERS = 300;

/** The pass over the logs. */
interface Pass {
  readonly logs: BenignLogs;
  readonly bench: Pick<TestBench, 'filling' | 'times' | 'suppressor'>;
  readonly run: ResourceOptions & RunOptions;
  readonly content: Content;
  readonly tally: Tally;
  readonly hostDays: HostDays;
  readonly outcomes: Map<Detection, TestOutcome>;
  /** What baselines did before. */
  readonly notes: string[];
}

/**
 * Runs detections over benign logs, all of them over the same reading, and judges how many rows each has on a host and a
 * day. A detection that cannot be run costs itself alone.
 *
 * @throws Problem IN001 and IN012 for the logs, CT001 to CT005 for a list of logs, EN004 from the database; and the
 * reason of the signal
 */
export async function runBenign(
  content: Content,
  logs: BenignLogs,
  bench: Pass['bench'],
  run: Pass['run'],
): Promise<ReadonlyMap<Detection, TestOutcome>> {
  const { filling, times } = bench;
  const outcomes = new Map<Detection, TestOutcome>();
  const hostDays = openHostDays();
  const pass: Pass = {
    logs,
    bench,
    run,
    content,
    tally: emptyTally(),
    hostDays,
    outcomes,
    notes: [],
  };
  const fail = (detection: Detection, problem: Problem): void => {
    outcomes.set(detection, failed(detection, problem));
  };
  const baselines = openLookupBaselines(filling, contentLookups(content));
  const models = contentModels(content);
  const ahead = models.ahead(times, baselines.lookups);
  const candidates = await planAhead(content, times, baselines.lookups, ahead, fail);
  await baselines.plan(times, ahead);
  const session = await openSession(sessionOptions(run, times));
  try {
    await baselines.lookups.load(session);
    const plans = [...candidates.flatMap((one) => one.plans), ...models.plans(), ...baselines.plans()];
    const searches = candidates.map((one) => scanDemands(one.plans, one.begun));
    await session.prepare(demand(plans), [...searches, ...models.demands(), ...baselines.demands()]);
    await load(session, pass);
    const trained = models.running(session, times);
    pass.notes.push(...(await baselines.run(session, times, trained, pass.tally)).map(baselineText));
    await judgeEach(session, candidates, trained, { pass, fail });
    return outcomes;
  } finally {
    await session.close();
  }
}

/** One detection after the other; `fail` takes those that cannot be run. */
async function judgeEach(
  session: Session,
  candidates: readonly Candidate[],
  models: Models,
  { pass, fail }: { readonly pass: Pass; readonly fail: (detection: Detection, problem: Problem) => void },
): Promise<void> {
  const { run, bench, outcomes } = pass;
  for (const [place, candidate] of candidates.entries()) {
    run.signal?.throwIfAborted();
    const isIdle = candidate.isBarren && session.rowsFor(place) === 0;
    const outcome = await attempt(candidate.detection, fail, async () => {
      const environment = { ...session.environment(bench.times), models };
      return judged(candidate, isIdle ? NOTHING : await search(session, candidate, environment, pass), pass);
    });
    if (outcome !== undefined) outcomes.set(candidate.detection, outcome);
    await session.dropStages();
  }
}

async function load(session: Session, { logs, bench, run, content, tally, hostDays }: Pass): Promise<void> {
  const { times } = bench;
  let files = 0;
  let bytes = 0;
  for (const { path, ...said } of await listed(logs.paths)) {
    for await (const events of readEvents({ logs: { logs: [path], ...said }, times, run, tally, content })) {
      hostDays.add(events);
      await session.load(events);
    }
    files += tally.files;
    bytes += tally.bytes;
  }
  tally.files = files;
  tally.bytes = bytes;
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

/** The logs of lists in place of the lists. */
async function listed(paths: readonly string[]): Promise<readonly ListedLogs[]> {
  const all: ListedLogs[] = [];
  for (const path of paths) {
    const isList = /\.ya?ml$/i.test(path) && (await stat(path).catch(() => undefined))?.isFile() === true;
    all.push(...(isList ? loadLogList(path) : [{ path }]));
  }
  return all;
}

/** What a search gave. */
interface Found {
  readonly rows: number;
  readonly first: readonly Row[];
  readonly ms: number;
}

const NOTHING: Found = { rows: 0, first: [], ms: 0 };

async function search(
  session: Session,
  { search: parsed, detection }: Candidate,
  environment: Parameters<typeof plan>[1],
  { bench: { times, suppressor } }: Pass,
): Promise<Found> {
  const startedMs = performance.now();
  const planned = await plan(parsed, environment);
  const first: Row[] = [];
  let rows = 0;
  for await (const batch of stayingRows(session.stream(planned, times), detection, suppressor)) {
    rows += batch.length;
    if (first.length < SHOWN_ROWS) first.push(...batch.slice(0, SHOWN_ROWS - first.length));
  }
  return { rows, first, ms: performance.now() - startedMs };
}

function judged(candidate: Candidate, { rows, first, ms }: Found, pass: Pass): TestOutcome {
  const { detection } = candidate;
  const { tally, hostDays, logs, notes } = pass;
  const seconds = Math.round(ms) / 1000;
  const outcome = {
    ...benignTest(detection),
    rows,
    events: tally.events,
    seconds: { total: seconds, search: seconds },
  };
  const missing = rows > 0 ? [] : missingSources(candidate, tally);
  if (missing.length > 0) {
    const reason = `the benign logs have no event of ${missing.join(' or ')}`;
    return { ...outcome, status: 'skip', reason, rows: null, notes: [] };
  }
  const noise = noiseOf(rows, hostDays, detection.noiseBudget?.rows ?? logs.budget ?? DEFAULT_BUDGET);
  const why =
    detection.noiseBudget === undefined ? [] : [`the budget of ${noise.budget}: ${detection.noiseBudget.reason}`];
  const skipped = tally.skipped.size === 0 ? [] : [`in reading${skippedText(tally)}`];
  if (noise.rowsPerHostDay <= noise.budget) return { ...outcome, status: 'pass', reason: '', notes: why, noise };
  const shown = first.map((row) => JSON.stringify(row).slice(0, SHOWN_CHARACTERS));
  return {
    ...outcome,
    status: 'fail',
    reason: noiseText(rows, noise),
    notes: [...why, ...notes, ...shown, ...skipped],
    noise,
  };
}

function noiseOf(rows: number, { hosts, days, hostDays }: HostDays, budget: number): Noise {
  const pairs = hostDays();
  const rate = pairs === 0 ? rows : rows / pairs;
  return { hosts: hosts(), days: days(), hostDays: pairs, rowsPerHostDay: Math.round(rate * 1000) / 1000, budget };
}

function noiseText(rows: number, { hosts, days, hostDays, rowsPerHostDay, budget }: Noise): string {
  const where = `${counted(hostDays, 'host-day')} (${counted(hosts, 'host')}, ${counted(days, 'day')})`;
  return `${counted(rows, 'row')} on ${where} are ${rowsPerHostDay} on each, where at most ${budget} may be`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function failed(detection: Detection, problem: Problem): TestOutcome {
  const notes = problem.details.hint === undefined ? [] : [problem.details.hint];
  const nothing = { rows: null, events: null, seconds: { total: 0, search: 0 } };
  return { ...benignTest(detection), status: 'error', reason: problem.message, notes, problem, ...nothing };
}

function benignTest(detection: Detection): Pick<TestOutcome, 'detection' | 'kind' | 'test'> {
  return { detection, kind: 'benign', test: { name: 'Benign logs', type: 'unit', attackData: [] } };
}
