import { type Content, type Detection, type DetectionTest, problemInSearch } from '../../content/index.ts';
import { openSession, type Session } from '../../engine/index.ts';
import { demand, fieldNotices, fieldsNamed, plan, valueNotices } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { type Candidate, missingSources, planDetection } from '../candidates.ts';
import { openCatalog } from '../catalog.ts';
import type { SearchParser } from '../content.ts';
import { contentLookups } from '../lookups.ts';
import { type ContentModels, contentModels } from '../models.ts';
import type { ResourceOptions, RunOptions } from '../options.ts';
import { readEvents } from '../read.ts';
import { openSeen, type Seen, type SeenCount } from '../seen.ts';
import { sessionOptions } from '../session-options.ts';
import { countDropped, emptyTally, sortedCounts, type Tally } from '../tally.ts';
import type { Times } from '../times.ts';
import { type DataSources, locate } from './data.ts';
import type { TestOutcome } from './outcome.ts';
import { emptyTokens, judge, type Results, ROWS_EXAMINED } from './verdict.ts';

/** What all tests of a run share. */
export interface TestBench {
  readonly content: Content;
  readonly parser: SearchParser;
  readonly times: Times;
  readonly sources: DataSources;
  readonly run: ResourceOptions & RunOptions;
}

/** Where events go that a test gives no index for. Source: contentctl, the index that it makes. */
const TEST_INDEX = 'contentctl_testing_index';

/** A test on its way: what was counted so far is told also where it ends early. */
interface Trial {
  readonly detection: Detection;
  readonly test: DetectionTest;
  readonly bench: TestBench;
  readonly tally: Tally;
  readonly seen: Seen & SeenCount;
  searchMs: number;
  rows: number | null;
}

type Judged = Pick<TestOutcome, 'status' | 'reason' | 'notes'>;

/** Runs one test in a database of its own. What is wrong with it is its outcome; only what ends the run is thrown. */
export async function runTest(detection: Detection, test: DetectionTest, bench: TestBench): Promise<TestOutcome> {
  const startedMs = performance.now();
  const trial: Trial = { detection, test, bench, tally: emptyTally(), seen: openSeen(), searchMs: 0, rows: null };
  const finish = (judged: Judged & Pick<TestOutcome, 'problem'>): TestOutcome => ({
    detection,
    test,
    ...judged,
    rows: trial.rows,
    events: trial.tally.files === 0 ? null : trial.tally.events,
    seconds: { total: secondsOf(performance.now() - startedMs), search: secondsOf(trial.searchMs) },
  });
  try {
    return finish(await tryTest(trial));
  } catch (error) {
    bench.run.signal?.throwIfAborted();
    if (!(error instanceof Problem) || ENDS_RUN.has(error.code)) throw error;
    const hint = error.details.hint === undefined ? [] : [error.details.hint];
    return finish({ status: 'error', reason: error.message, notes: hint, problem: error });
  }
}

/** A database that has no place to work in, and a lock file that cannot be used: the next test would not fare better. */
const ENDS_RUN: ReadonlySet<string> = new Set(['EN004', 'TE005']);

function secondsOf(ms: number): number {
  return Math.round(ms) / 1000;
}

/** What is wrong with the search is known before data are fetched, and data are there before a database is opened. */
async function tryTest(trial: Trial): Promise<Judged> {
  const { detection, test, bench } = trial;
  const { content, parser, times, run } = bench;
  const lookups = contentLookups(content);
  const models = contentModels(content);
  const ahead = { ...times, catalog: { ...openCatalog(), ...lookups.catalog }, models: models.ahead(times, lookups) };
  const candidate = await inSearch(detection, () => planDetection(detection, parser, ahead));
  if (test.attackData.length === 0) throw new Problem('TE006', 'the test has no attack_data');
  const files: string[] = [];
  for (const data of test.attackData) files.push(await locate(data, detection, bench.sources));
  const session = await openSession(sessionOptions(run, times));
  try {
    await lookups.load(session);
    await session.prepare(demand([...candidate.plans, ...models.plans()]));
    await load(session, files, trial);
    const results = await inSearch(detection, () => search(session, candidate, models, trial));
    return judged(results, candidate, trial);
  } finally {
    await session.close();
  }
}

/** Each recording with what the test says of it. @throws Problem TE006 where one has no events: it would test nothing */
async function load(session: Session, files: readonly string[], trial: Trial): Promise<void> {
  const { test, bench, tally, seen } = trial;
  const { content, times, run } = bench;
  const { onProgress: _, ...quiet } = run;
  for (const [at, file] of files.entries()) {
    const { data = '', source, sourcetype, index = TEST_INDEX, host } = test.attackData[at] ?? {};
    const logs = {
      logs: [file],
      index,
      ...(source && { source }),
      ...(sourcetype && { sourcetype }),
      ...(host && { host }),
    };
    const before = tally.events;
    for await (const events of readEvents({ logs, times, run: quiet, tally, content })) {
      seen.add(events);
      await session.load(events);
    }
    if (tally.events === before) throw new Problem('TE006', `no events in ${data}${skippedText(tally)}`, { file });
  }
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

async function search(
  session: Session,
  { search: parsed }: Candidate,
  models: ContentModels,
  trial: Trial,
): Promise<Results> {
  const { times } = trial.bench;
  const startedMs = performance.now();
  const environment = { ...session.environment(times), models: models.running(session, times) };
  const planned = await plan(parsed, environment);
  const first: Results['first'][number][] = [];
  trial.rows = 0;
  for await (const rows of session.stream(planned, times)) {
    trial.bench.run.signal?.throwIfAborted();
    trial.rows += rows.length;
    if (first.length < ROWS_EXAMINED) first.push(...rows.slice(0, ROWS_EXAMINED - first.length));
  }
  trial.searchMs = performance.now() - startedMs;
  return { count: trial.rows, first };
}

function judged(results: Results, candidate: Candidate, { detection, test, tally, seen }: Trial): Judged {
  const { status, reason } = judge(results, detection.risk, test.expectedResults);
  const tokens = emptyTokens(results, detection.risk).map((name) => `the message has no value for $${name}$`);
  const isEmpty = status === 'fail' && results.count === 0;
  const skipped = tally.skipped.size === 0 ? [] : [`in reading${skippedText(tally)}`];
  return { status, reason, notes: [...(isEmpty ? whyEmpty(candidate, tally, seen) : []), ...tokens, ...skipped] };
}

/** What is cheap to know of a search that found nothing: events of another kind, or with other names. */
function whyEmpty(candidate: Candidate, tally: Tally, seen: Seen): readonly string[] {
  const { search: parsed, plans } = candidate;
  const types = Object.entries(sortedCounts(tally.sourcetypes)).map(([name, count]) => `${count} of ${name}`);
  const missing = missingSources(candidate, tally);
  const notices = [...valueNotices(parsed, seen.values), ...fieldNotices(parsed, fieldsNamed(plans), seen.fields)].map(
    ({ message }) => message,
  );
  return [
    ...(missing.length === 0 ? [] : [`no event belongs to ${missing.join(' or ')}`]),
    ...new Set(notices),
    `the events are ${types.join(', ')}`,
  ];
}

function skippedText({ skipped }: Tally): string {
  const counts = Object.entries(sortedCounts(skipped)).map(([reason, count]) => `${count} × ${reason}`);
  return counts.length === 0 ? '' : `, skipped: ${counts.join(', ')}`;
}

/** A problem of the search is shown at its place in the file. */
async function inSearch<T>(detection: Detection, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Problem ? problemInSearch(detection, error) : error;
  }
}
