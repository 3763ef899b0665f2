import type { Detection } from '../content/index.ts';
import type { Session } from '../engine/index.ts';
import { type Finding, findingsOf, periodSeconds, toldFindings } from '../findings/index.ts';
import { type Models, plan } from '../language/index.ts';
import { attempt, type Candidate } from './candidates.ts';
import type { HuntRun } from './hunt-run.ts';
import { openRiskWriter } from './risk-writer.ts';
import { runInOrder } from './run-order.ts';

/** Runs all detections of a hunt over what was loaded. The findings come by the names of the detections. */
export async function* runSearches(
  session: Session,
  candidates: readonly Candidate[],
  run: HuntRun,
): AsyncGenerator<Finding> {
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
  run: HuntRun,
): (candidate: Candidate) => Promise<readonly Finding[]> {
  const places = new Map(candidates.map((candidate, place) => [candidate, place]));
  const { options, times } = run;
  const models = huntModels(session, run);
  return async (candidate) => {
    const { detection, search } = candidate;
    options.signal?.throwIfAborted();
    if (candidate.isBarren && session.rowsFor(places.get(candidate) ?? -1) === 0) return [];
    const warn = (message: string): void => run.notices.add(message, detection.name);
    const environment = () => ({ ...session.environment(times), models, warn });
    const rows = await attempt(detection, run.fail, async () => {
      return session.run(await plan(search, environment()), times);
    });
    if (rows === undefined || rows.length === 0) return [];
    const found = findingsOf(detection, rows, { timezone: times.timezone });
    const told = toldOf(found, detection, run);
    const isTold = told.includes(true);
    const traced = { search, rows, session, environment: environment(), times };
    const all = isTold && run.events !== undefined ? await run.events.trace(found, traced) : found;
    const findings = all.filter((_, at) => told[at] === true);
    run.risk.add(findings);
    run.whatIf.add(findings);
    run.found.set(detection, { findings: findings.length, throttled: all.length - findings.length });
    return findings;
  };
}

/** The models of a hunt; what is worth telling of their training is a notice about the detections they serve. */
export function huntModels(session: Session, { models, times, notices }: HuntRun): Models {
  return models.running(session, times, (message, { name, detections: about }) => {
    for (const detection of about.length > 0 ? about : [name]) notices.add(`${name}: ${message}`, detection);
  });
}

/** Which of the findings are told: all of them, unless the detection says to throttle. */
function toldOf(findings: readonly Finding[], { throttling, name }: Detection, run: HuntRun): readonly boolean[] {
  const isIgnored = throttling === undefined || run.options.ignoreThrottling === true;
  const seconds = isIgnored ? undefined : periodSeconds(throttling.period);
  if (!isIgnored && seconds === undefined) {
    run.notices.add(`"${throttling.period}" is no period: the detection is not throttled`, name);
  }
  return isIgnored || seconds === undefined ? findings.map(() => true) : toldFindings(findings, throttling, seconds);
}
