import { type Content, type Detection, loadBuiltInContent, loadContent } from '../content/index.ts';
import { openSession, type Session } from '../engine/index.ts';
import type { KnownEntities } from '../events/index.ts';
import {
  type DetectionError,
  type DetectionOutcome,
  type Finding,
  findingsOf,
  type RunReport,
  type Summary,
} from '../findings/index.ts';
import { demand, plan, scanDemands } from '../language/index.ts';
import type { Problem } from '../shared/problem.ts';
import { attempt, byName, type Candidate, missingSources, planAhead } from './candidates.ts';
import { drain } from './drain.ts';
import { type EntityOptions, loadEntities, loadEntityRows } from './entities.ts';
import { type FindingEvents, openFindingEvents } from './finding-events/finding-events.ts';
import { contentLookups } from './lookups.ts';
import { type ContentModels, contentModels } from './models.ts';
import { type Notice, type NoticeSum, openNoticeSum } from './notice-sum.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from './options.ts';
import { readEvents } from './read.ts';
import { openRiskSum, type RiskSum } from './risk-sum.ts';
import { openRiskWriter } from './risk-writer.ts';
import { runInOrder } from './run-order.ts';
import { sessionOptions } from './session-options.ts';
import { countDropped, emptyTally, sortedCounts, type Tally } from './tally.ts';
import { resolveTimes, type Times } from './times.ts';

export interface HuntOptions extends LogOptions, EntityOptions, TimeOptions, ResourceOptions, RunOptions {
  /** Files and folders of content; later ones override earlier ones. Default: the pack that comes with karst. */
  readonly content?: readonly string[];
  /** Shows the events that findings were made of: so many of each, up to 1000. Default: none. */
  readonly events?: number;
}

/** What a hunt says at its end. */
export interface HuntReport extends RunReport {
  /** What is worth knowing and stopped nothing. */
  readonly notices: readonly Notice[];
}

export interface HuntResult extends HuntReport {
  /** By the name of the detection, then in the order of its rows. */
  readonly findings: readonly Finding[];
}

/**
 * Runs detections over logs. A detection that cannot run costs itself alone: it is told to `onProblem` and listed in
 * the summary.
 *
 * @throws Problem IN001 and IN012 for the logs, CT001 for the content, CLI001 for a time, EN004 where the database
 * has no place to work in, EN005 for the GeoIP database; and the reason of the signal.
 */
export async function hunt(options: HuntOptions): Promise<HuntResult> {
  const findings: Finding[] = [];
  const report = await drain(huntFindings(options), (finding) => {
    findings.push(finding);
  });
  return { ...report, findings };
}

/** The state of a hunt. */
interface Run {
  readonly options: HuntOptions;
  readonly times: Times;
  readonly content: Content;
  readonly entities: KnownEntities | undefined;
  readonly models: ContentModels;
  readonly tally: Tally;
  readonly risk: RiskSum;
  readonly notices: NoticeSum;
  readonly errors: DetectionError[];
  readonly fail: (detection: Detection, problem: Problem) => void;
  readonly startedMs: number;
  /** How many findings each detection has. */
  readonly found: Map<Detection, number>;
  /** Absent where the events of findings are not asked for. */
  readonly events: FindingEvents | undefined;
}

/** The same hunt, finding by finding; its report is what the generator returns. */
export async function* huntFindings(options: HuntOptions): AsyncGenerator<Finding, HuntReport> {
  const run = await openRun(options);
  const lookups = contentLookups(run.content, run.entities);
  const ahead = run.models.ahead(run.times, lookups);
  const candidates = await planAhead(run.content, run.times, lookups, ahead, run.fail);
  const { events } = run;
  const ids = events === undefined ? {} : { eventIds: events.eventIds };
  const session = await openSession({ ...sessionOptions(options, run.times), ...ids });
  try {
    events?.open(session);
    await lookups.load(session);
    await load(session, candidates, run);
    const readMs = performance.now();
    const findings = runAll(session, candidates, run);
    yield* events === undefined ? findings : events.attach(findings);
    return reportOf(candidates, run, readMs);
  } finally {
    await events?.close();
    await session.close();
  }
}

async function openRun(options: HuntOptions): Promise<Run> {
  const startedMs = performance.now();
  const times = resolveTimes(options);
  const content = await (options.content === undefined ? loadBuiltInContent() : loadContent(options.content));
  const errors: DetectionError[] = content.problems.map((problem) => {
    options.onProblem?.(problem);
    const { file = '' } = problem.details;
    return { file, name: file, code: problem.code, message: problem.message };
  });
  const fail = ({ file, name }: Detection, problem: Problem): void => {
    options.onProblem?.(problem);
    errors.push({ file, name, code: problem.code, message: problem.message });
  };
  return {
    options,
    times,
    content,
    entities: await loadEntities(options, content),
    models: contentModels(content),
    tally: emptyTally(),
    risk: openRiskSum(),
    notices: openNoticeSum(),
    errors,
    fail,
    startedMs,
    found: new Map(),
    events: options.events === undefined ? undefined : openFindingEvents(options.events),
  };
}

/** A mapping that cannot be run is told with the detections that cannot. */
function readingOptions({ options, errors }: Run): HuntOptions {
  return {
    ...options,
    onProblem: (problem) => {
      options.onProblem?.(problem);
      const { file = '' } = problem.details;
      errors.push({ file, name: file, code: problem.code, message: problem.message });
    },
  };
}

/** Reads the logs once; what no detection asks for is not kept. */
async function load(session: Session, candidates: readonly Candidate[], run: Run): Promise<void> {
  const { options: logs, times, tally, content, entities, events: kept } = run;
  const searches = candidates.map(({ plans, begun }) => scanDemands(plans, begun));
  const all = demand([...candidates.flatMap(({ plans }) => plans), ...run.models.plans()]);
  await session.prepare(all, [...searches, ...run.models.demands()]);
  await loadEntityRows(session, entities);
  const reading = { logs, times, run: readingOptions(run), tally, content, entities, places: kept?.places };
  for await (const events of readEvents(reading)) {
    kept?.see(events);
    await session.load(events);
  }
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

async function* runAll(session: Session, candidates: readonly Candidate[], run: Run): AsyncGenerator<Finding> {
  const { times, errors, options } = run;
  const isRiskRead = candidates.some(({ readsRisk }) => readsRisk);
  const writer = openRiskWriter(session, times, run.tally);
  const runOne = openRunner(session, candidates, run);
  const before = errors.length;
  let done = 0;
  const tell = (): void => {
    const failed = errors.length - before;
    options.onProgress?.({ stage: 'running', detections: candidates.length, done, failed });
  };
  yield* runInOrder(candidates, {
    readsRisk: ({ readsRisk }) => readsRisk,
    run: async (candidate) => {
      tell();
      const findings = await runOne(candidate);
      if (isRiskRead && !candidate.readsRisk) await writer.write(candidate.detection, findings);
      done++;
      return findings;
    },
    beforeRisk: writer.finish,
    file: session.newFile('.jsonl'),
  });
  tell();
}

/** Runs one detection, which fails alone. */
function openRunner(
  session: Session,
  candidates: readonly Candidate[],
  run: Run,
): (candidate: Candidate) => Promise<readonly Finding[]> {
  const places = new Map(candidates.map((candidate, place) => [candidate, place]));
  const { options, times } = run;
  const models = run.models.running(session, times, (message, { name, detections: about }) => {
    for (const detection of about.length > 0 ? about : [name]) run.notices.add(`${name}: ${message}`, detection);
  });
  return async (candidate) => {
    const { detection, search } = candidate;
    options.signal?.throwIfAborted();
    if (candidate.isBarren && session.rowsFor(places.get(candidate) ?? -1) === 0) return [];
    const warn = (message: string): void => run.notices.add(message, detection.name);
    const environment = () => ({ ...session.environment(times), models, warn });
    const rows = await attempt(detection, run.fail, async () => {
      return session.run(await plan(search, environment()), times);
    });
    const found = findingsOf(detection, rows ?? [], { timezone: times.timezone });
    const traced = { search, rows: rows ?? [], session, environment: environment(), times };
    const findings = found.length === 0 || run.events === undefined ? found : await run.events.trace(found, traced);
    run.risk.add(findings);
    run.found.set(detection, findings.length);
    return findings;
  };
}

function reportOf(candidates: readonly Candidate[], run: Run, readMs: number): HuntReport {
  const { times, risk, notices } = run;
  const detections = outcomesOf(candidates, run);
  const blind = detections.filter(({ state }) => state === 'blind');
  return {
    summary: summaryOf(detections, run, readMs),
    risk: risk.totals(),
    blind: { detections: blind.length, missing: [...new Set(blind.flatMap(({ missing }) => missing))].sort() },
    detections,
    now: times.now,
    notices: notices.notices(),
  };
}

/** What came of each detection. One that yields rows on no events has fired all the same. */
function outcomesOf(candidates: readonly Candidate[], { content, errors, tally, found }: Run): DetectionOutcome[] {
  const failed = new Set(errors.map(({ name, file }) => `${file}\n${name}`));
  const missingOf = new Map(candidates.map((candidate) => [candidate.detection, missingSources(candidate, tally)]));
  return content.detections.toSorted(byName).map((detection) => {
    const findings = found.get(detection) ?? 0;
    const missing = missingOf.get(detection) ?? [];
    return { detection, state: stateOf(), findings, missing };

    function stateOf(): DetectionOutcome['state'] {
      if (failed.has(`${detection.file}\n${detection.name}`)) return 'failed';
      if (findings > 0) return 'fired';
      return missing.length > 0 ? 'blind' : 'ran';
    }
  });
}

function summaryOf(detections: readonly DetectionOutcome[], run: Run, readMs: number): Summary {
  const { tally, errors, startedMs } = run;
  const nowMs = performance.now();
  const seconds = (fromMs: number, toMs: number): number => Math.round(toMs - fromMs) / 1000;
  return {
    files: tally.files,
    bytes: tally.bytes,
    events: tally.events,
    sourcetypes: sortedCounts(tally.sourcetypes),
    skipped: sortedCounts(tally.skipped),
    cut: tally.cut,
    timeless: Object.values(tally.timeless).reduce((sum, count) => sum + count, 0),
    timeless_from: { ...tally.timeless },
    detections: {
      loaded: detections.length,
      ran: detections.filter(({ state }) => state !== 'failed').length,
      without_candidates: detections.filter(({ missing }) => missing.length > 0).length,
      errors,
    },
    findings: [...run.found.values()].reduce((sum, count) => sum + count, 0),
    seconds: { read: seconds(startedMs, readMs), detect: seconds(readMs, nowMs), total: seconds(startedMs, nowMs) },
    // The resource usage counts in kilobytes on every platform.
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 102.4) / 10,
  };
}
