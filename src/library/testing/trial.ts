import {
  type AttackData,
  type Content,
  type Detection,
  type DetectionTest,
  problemInSearch,
} from '../../content/index.ts';
import type { Session } from '../../engine/index.ts';
import { demand, plan, type Row } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { type Candidate, planDetection } from '../candidates.ts';
import { openCatalog } from '../catalog.ts';
import type { SearchParser } from '../content.ts';
import {
  type BaselineRun,
  type FillingBaselines,
  type LookupBaselines,
  openLookupBaselines,
} from '../lookup-baselines.ts';
import { contentLookups } from '../lookups.ts';
import { type ContentModels, contentModels } from '../models.ts';
import type { ResourceOptions, RunOptions } from '../options.ts';
import { readEvents } from '../read.ts';
import { openSeen, type Seen, type SeenCount } from '../seen.ts';
import { countDropped, emptyTally, sortedCounts, type Tally } from '../tally.ts';
import type { Times } from '../times.ts';
import { type Suppressor, stayingRows } from '../tuning.ts';
import { withNamed } from '../why/demand.ts';
import type { DataSources } from './data.ts';
import type { SessionPool } from './session-pool.ts';
import { type Results, ROWS_EXAMINED } from './verdict.ts';

/** What searching data takes. */
export interface TrialBench {
  readonly content: Content;
  readonly parser: SearchParser;
  readonly filling: FillingBaselines;
  readonly times: Times;
  readonly sessions: SessionPool;
  readonly run: ResourceOptions & RunOptions;
  /** What tuning takes away. Default: nothing. */
  readonly suppressor?: Suppressor;
}

/** What all tests of a run share. */
export interface TestBench extends TrialBench {
  readonly sources: DataSources;
  /** Whether the risk that results would write is judged as well. */
  readonly judgesRisk: boolean;
}

/** Where events go that a test gives no index for. Source: contentctl, the index that it makes. */
const TEST_INDEX = 'contentctl_testing_index';

/** A test on its way: what was counted so far is told also where it ends early. */
export interface Trial {
  readonly detection: Detection;
  readonly test: DetectionTest;
  readonly bench: TrialBench;
  readonly tally: Tally;
  readonly seen: Seen & SeenCount;
  searchMs: number;
  rows: number | null;
  /** Rows that tuning took away; they are not among the others. */
  suppressed: number;
  /** What came of the baselines that ran first. */
  baselines: readonly BaselineRun[];
}

export function openTrial(detection: Detection, test: DetectionTest, bench: TrialBench): Trial {
  const counts = { searchMs: 0, rows: null, suppressed: 0, baselines: [] };
  return { detection, test, bench, tally: emptyTally(), seen: openSeen(), ...counts };
}

/** A detection that is going to be searched, and what has to run before it. */
export interface PlannedTrial {
  readonly candidate: Candidate;
  readonly baselines: LookupBaselines;
  readonly models: ContentModels;
}

/** @throws Problem SPL1xx to SPL3xx, with its place in the file of the detection */
export async function planTrial({ detection, bench }: Trial): Promise<PlannedTrial> {
  const { content, parser, times, filling } = bench;
  const baselines = openLookupBaselines(filling, contentLookups(content));
  const models = contentModels(content);
  const ahead = models.ahead(times, baselines.lookups);
  const catalog = { ...openCatalog(), ...baselines.lookups.catalog };
  const candidate = await inSearch(detection, () =>
    planDetection(detection, parser, { ...times, catalog, models: ahead }),
  );
  await baselines.plan(times, ahead);
  return { candidate, baselines, models };
}

/**
 * Reads data, one file for each of the test, into a session that knows nothing else, and searches them. `onRows` takes
 * all results, `onEmpty` the session where there are none, before it is given back.
 *
 * @throws Problem TE006 for data without events, and what reading and searching throw
 */
export async function searchFiles(
  trial: Trial,
  files: readonly string[],
  planned: PlannedTrial,
  onRows: (rows: readonly Row[]) => void = () => undefined,
  onEmpty: (session: Session) => Promise<void> = async () => undefined,
): Promise<Results> {
  const { candidate, baselines, models } = planned;
  const { times, sessions } = trial.bench;
  return await sessions.use(async (session) => {
    await baselines.lookups.load(session);
    const needed = demand([...candidate.plans, ...models.plans(), ...baselines.plans()]);
    await session.prepare(withNamed(needed, candidate.search));
    await load(session, files, trial);
    trial.baselines = await baselines.run(session, times, models.running(session, times), trial.tally);
    const results = await inSearch(trial.detection, () => search(session, planned, trial, onRows));
    if (results.count === 0) await inSearch(trial.detection, () => onEmpty(session));
    return results;
  });
}

/** Each recording with what the test says of it. @throws Problem TE006 where one has no events: it would test nothing */
async function load(session: Session, files: readonly string[], trial: Trial): Promise<void> {
  const { test, bench, tally, seen } = trial;
  const { content, times, run } = bench;
  const { onProgress: _, ...quiet } = run;
  for (const [at, file] of files.entries()) {
    const data = test.attackData[at] ?? { data: '' };
    const before = tally.events;
    for await (const events of readEvents({ logs: logsOf(data, file), times, run: quiet, tally, content })) {
      for (const event of events) seen.add(event);
      await session.load(events);
    }
    if (tally.events === before) throw new Problem('TE006', `no events in ${data.data}${skippedText(tally)}`, { file });
  }
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

function logsOf({ source, sourcetype, index = TEST_INDEX, host }: AttackData, file: string) {
  return {
    logs: [file],
    index,
    ...(source && { source }),
    ...(sourcetype && { sourcetype }),
    ...(host && { host }),
  };
}

async function search(
  session: Session,
  { candidate, models }: PlannedTrial,
  trial: Trial,
  onRows: (rows: readonly Row[]) => void,
): Promise<Results> {
  const { times, suppressor } = trial.bench;
  const startedMs = performance.now();
  const environment = { ...session.environment(times), models: models.running(session, times) };
  const planned = await plan(candidate.search, environment);
  const first: Row[] = [];
  trial.rows = 0;
  let found = 0;
  const batches = counting(session.stream(planned, times), (count) => {
    found += count;
  });
  for await (const rows of stayingRows(batches, trial.detection, suppressor)) {
    trial.bench.run.signal?.throwIfAborted();
    trial.rows += rows.length;
    if (first.length < ROWS_EXAMINED) first.push(...rows.slice(0, ROWS_EXAMINED - first.length));
    onRows(rows);
  }
  trial.searchMs = performance.now() - startedMs;
  trial.suppressed = found - trial.rows;
  return { count: trial.rows, first };
}

async function* counting(batches: AsyncIterable<readonly Row[]>, count: (rows: number) => void) {
  for await (const rows of batches) {
    count(rows.length);
    yield rows;
  }
}

/** `, skipped: …`, or nothing where nothing was. */
export function skippedText({ skipped }: Tally): string {
  const counts = Object.entries(sortedCounts(skipped)).map(([reason, count]) => `${count} × ${reason}`);
  return counts.length === 0 ? '' : `, skipped: ${counts.join(', ')}`;
}

/** A problem of the search is shown at its place in the file. */
export async function inSearch<T>(detection: Detection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Problem ? problemInSearch(detection, error) : error;
  }
}
