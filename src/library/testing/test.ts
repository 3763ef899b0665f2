import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { type Content, type Detection, loadBuiltInContent, loadTuning, withSidecar } from '../../content/index.ts';
import { Problem } from '../../shared/problem.ts';
import { byName } from '../candidates.ts';
import { searchParser } from '../content.ts';
import { drain } from '../drain.ts';
import { inOrder } from '../in-order.ts';
import { loadContent, loadEveryFile } from '../load-content.ts';
import { fillingBaselines } from '../lookup-baselines.ts';
import type { ResourceOptions, RunOptions, TimeOptions } from '../options.ts';
import { sessionOptions } from '../session-options.ts';
import { resolveTimes } from '../times.ts';
import { applyTuning, openSuppressor, type Suppressor } from '../tuning.ts';
import { type BenignLogs, runBenign } from './benign.ts';
import { defaultCacheFolder, openCache } from './cache.ts';
import { changedSince } from './changes.ts';
import type { DownloadLimits } from './download.ts';
import { judgeIntegration, openRiskCheck } from './integration.ts';
import { openLocks } from './locks.ts';
import { hasFailed, type TestedDetection, type TestOutcome, type TestReport } from './outcome.ts';
import { runTest } from './run-test.ts';
import { openSessionPool } from './session-pool.ts';
import { whyNotRun, whySkipped, whyTestSkipped } from './skipping.ts';
import type { TestBench } from './trial.ts';

export interface TestOptions extends ResourceOptions, RunOptions, Pick<TimeOptions, 'now' | 'timezone'> {
  /** Detections to test: files and folders. Default: all of `content`. */
  readonly paths?: readonly string[];
  /**
   * Where macros and lookups come from, later ones overriding earlier ones, beside the repositories that the paths lie
   * in; without paths, the detections too. Default without paths: the content that comes with karst.
   */
  readonly content?: readonly string[];
  /** Only detections that changed since this commit of their Git repository, or depend on what changed. */
  readonly changedSince?: string;
  /** A folder in which the path after `/datasets/` of an address is looked up, instead of fetching it. */
  readonly attackData?: string;
  /** Where fetched data are kept. Default: `karst/attack-data` in the user's folder of caches. */
  readonly cacheDir?: string;
  /** Fetches nothing: data that are not in the cache are an error of the test. Default: false. */
  readonly offline?: boolean;
  /** The file of the hashes that fetched data must have. Default: `karst.lock` in the repository of the detection. */
  readonly lockFile?: string;
  /** Fetches all data anew and writes their hashes to the lock file. Default: false, it is only read. */
  readonly updateLock?: boolean;
  /** How much and how long may be fetched for one address. Default: 2 GiB, 10 minutes, 30 seconds without a byte. */
  readonly downloadLimits?: DownloadLimits;
  /** Judges also the risk that the results of each test would write. Default: false. */
  readonly integration?: boolean;
  /** Runs the detections over logs in which nothing is to be found as well. Default: none. */
  readonly benign?: BenignLogs;
  /** Files of tuning, which holds for the tests and the benign logs as it does for a hunt. Default: none. */
  readonly tuning?: readonly string[];
  /** Tests that run side by side, and share threads and memory. Default: one for each processor, at most four. */
  readonly jobs?: number;
}

/**
 * Runs the tests of detections, and judges them as the publisher's tool does. A test that cannot be run costs itself
 * alone.
 *
 * @throws Problem CT001 for a path that does not exist, IN001 for a folder of data that does not, CLI001 for a time or
 * a commit, TE005 for a lock file that cannot be used, EN004 where the database has no place to work in; and the reason of the signal.
 */
export async function test(options: TestOptions): Promise<TestReport> {
  return await drain(testOutcomes(options), () => undefined);
}

/** The same, test by test in the order of the detections' names; the report is what the generator returns. */
export async function* testOutcomes(options: TestOptions): AsyncGenerator<TestOutcome, TestReport> {
  const startedMs = performance.now();
  const times = resolveTimes(options);
  if (options.attackData !== undefined) await refuseNoFolder(options.attackData);
  const { content, suppressor, isExcluded } = tune(await loadTested(options), options, times);
  const { detections, problems } = planTests(content, isExcluded);
  for (const problem of problems) options.onProblem?.(problem);
  const jobs = Math.max(1, Math.min(options.jobs ?? Math.min(4, availableParallelism()), detections.length));
  const bench = openBench(options, content, times, jobs, suppressor);
  try {
    const benign = await testBenign(options, content, detections, bench);
    const tested: TestedDetection[] = [];
    const tell = openTeller(options, detections);
    for await (const one of inOrder(detections, { atOnce: jobs }, (planned) => testOne(planned, bench, benign))) {
      yield* one.outcomes;
      tested.push(one);
      tell(one);
    }
    if (options.updateLock === true) await bench.sources.locks.write();
    const seconds = (performance.now() - startedMs) / 1000;
    return { detections: tested, problems, hasIntegration: bench.judgesRisk, seconds };
  } finally {
    await suppressor.close();
    await bench.sessions.close();
  }
}

/** Also those without tests; not those that no test is run of. */
async function testBenign(
  options: TestOptions,
  content: Content,
  planned: readonly Planned[],
  bench: TestBench,
): Promise<BenignOutcomes> {
  const detections = planned
    .filter(({ detection, skipped }) => whyNotRun(detection) === undefined && skipped !== EXCLUDED)
    .map(({ detection }) => detection);
  if (options.benign === undefined || detections.length === 0) return new Map();
  return await runBenign({ ...content, detections }, options.benign, bench, options);
}

type BenignOutcomes = ReadonlyMap<Detection, TestOutcome>;

/** Told at once, and not by every test. */
async function refuseNoFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined); // whatever is wrong with it: there is no such folder
  if (stats?.isDirectory()) return;
  throw new Problem('IN001', `there is no folder of attack data ${folder}`, {
    file: folder,
    hint: 'name the folder that stands for /datasets/ of the addresses',
  });
}

async function loadTested(options: TestOptions): Promise<Content> {
  const { changedSince: commit } = options;
  const content = await loadAll(options);
  return commit === undefined ? content : await changedSince(commit, content);
}

async function loadAll({ paths = [], content, changedSince: commit, onProblem }: TestOptions): Promise<Content> {
  const named = [...new Set(paths.map(detectionOf))];
  if (named.length > 0) return await loadEveryFile(named, content ?? [], onProblem ?? (() => undefined));
  if (content !== undefined) return await loadContent(content);
  if (commit === undefined) return await loadBuiltInContent();
  throw new Problem('CLI001', 'the content that comes with karst does not change', {
    hint: 'name detections, or a repository of them with --content',
  });
}

const EXCLUDED = 'the tuning excludes it';

/** What the tuning names and the content does not have is no fault of the content: it is told, and stops nothing. */
function tune(loaded: Content, options: TestOptions, times: TestBench['times']) {
  const { tuning: files = [], onProblem } = options;
  const tuning = loadTuning(files);
  const { content, detections, warnings } = applyTuning(loaded, tuning);
  for (const warning of warnings) onProblem?.(new Problem('CT010', warning));
  const kept = new Set(detections);
  return {
    content,
    suppressor: openSuppressor(tuning.suppressions, content, times, options),
    isExcluded: (detection: Detection) => !kept.has(detection),
  };
}

/** A sidecar stands for its detection: shells and hooks name all files of a folder. */
function detectionOf(file: string): string {
  const detection = file.replace(/\.karst(\.ya?ml)$/i, '$1');
  return detection !== file && existsSync(detection) ? detection : file;
}

/** A detection, and why it is not tested where it is not. */
type Planned = Pick<TestedDetection, 'detection' | 'skipped'>;

function planTests(
  content: Content,
  isExcluded: (detection: Detection) => boolean,
): {
  readonly detections: readonly Planned[];
  readonly problems: readonly Problem[];
} {
  const problems = [...content.problems];
  const detections = content.detections.toSorted(byName).map((detection): Planned => {
    try {
      const whole = withSidecar(detection);
      const skipped = isExcluded(detection) ? EXCLUDED : whySkipped(whole);
      return { detection: whole, ...(skipped !== undefined && { skipped }) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
      return { detection, skipped: 'its sidecar cannot be used' };
    }
  });
  return { detections, problems };
}

function openBench(
  options: TestOptions,
  content: Content,
  times: TestBench['times'],
  jobs: number,
  suppressor: Suppressor,
): TestBench {
  const { paths = [], attackData, cacheDir, offline = false, updateLock = false, lockFile } = options;
  const { signal, downloadLimits: limits } = options;
  const cache = openCache({
    folder: cacheDir ?? defaultCacheFolder(process.env),
    isOffline: offline,
    isRefreshing: updateLock,
    ...(limits && { limits }),
    ...(signal && { signal }),
  });
  const sources = {
    cache,
    locks: openLocks(),
    isBuiltIn: paths.length === 0 && options.content === undefined,
    ...(attackData !== undefined && { attackData }),
    ...(lockFile !== undefined && { lockFile }),
  };
  const run = { ...options, ...shareOf(options, jobs) };
  const parser = searchParser(content);
  const filling = fillingBaselines(content, parser);
  const sessions = openSessionPool(sessionOptions(run, times));
  return {
    content,
    parser,
    filling,
    times,
    sources,
    sessions,
    run,
    suppressor,
    judgesRisk: options.integration === true,
  };
}

/** What each of several databases may use, so that all together keep to what is allowed. */
function shareOf({ threads, memoryBytes }: ResourceOptions, jobs: number): ResourceOptions {
  const all = memoryBytes ?? Math.min(DEFAULT_MEMORY_BYTES, totalmem() / 2);
  return {
    threads: Math.max(1, Math.floor((threads ?? availableParallelism()) / jobs)),
    memoryBytes: Math.max(MIN_MEMORY_BYTES, Math.floor(all / jobs)),
  };
}

/** As for one database. Recordings of tests are small, and what does not fit goes to disk. */
const DEFAULT_MEMORY_BYTES = 2 ** 30;

/** The least that a database gets along with. */
const MIN_MEMORY_BYTES = 64 * 2 ** 20;

/** Tests of one detection run one after the other, as those of a queue do. */
async function testOne(planned: Planned, bench: TestBench, benign: BenignOutcomes): Promise<TestedDetection> {
  const { detection, skipped } = planned;
  const outcomes: TestOutcome[] = [];
  for (const one of detection.tests) {
    const reason = skipped ?? whyTestSkipped(one);
    outcomes.push(
      ...(reason === undefined ? await runTest(detection, one, bench) : skip(detection, one, reason, bench)),
    );
  }
  const noise = benign.get(detection);
  return { ...planned, outcomes: noise === undefined ? outcomes : [...outcomes, noise] };
}

function skip(
  detection: Detection,
  one: TestOutcome['test'],
  reason: string,
  { judgesRisk }: TestBench,
): readonly TestOutcome[] {
  const nothing = { rows: null, events: null, seconds: { total: 0, search: 0 } };
  const unit: TestOutcome = { detection, kind: 'unit', test: one, status: 'skip', reason, notes: [], ...nothing };
  const hasIntegration = judgesRisk && detection.manualTest === undefined;
  return hasIntegration ? [unit, judgeIntegration(unit, openRiskCheck(detection.risk))] : [unit];
}

function openTeller({ onProgress }: RunOptions, all: readonly Planned[]): (one: TestedDetection) => void {
  let done = 0;
  let failed = 0;
  return ({ outcomes }) => {
    done++;
    if (outcomes.some(hasFailed)) failed++;
    onProgress?.({ stage: 'running', detections: all.length, done, failed });
  };
}
