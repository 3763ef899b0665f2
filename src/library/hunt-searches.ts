import type { Session } from '../engine/index.ts';
import type { Finding } from '../findings/index.ts';
import { type Models, plan } from '../language/index.ts';
import { attempt, type Candidate } from './candidates.ts';
import { judge } from './hunt-judging.ts';
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
    const judged = await attempt(detection, run.fail, () => judge(detection, rows, run));
    if (judged === undefined || judged.told.size === 0) return [];
    const traced = { search, rows, session, environment: environment(), times };
    const all = run.events === undefined ? judged.all : await run.events.trace(judged.all, traced);
    const findings = all.filter((_, at) => judged.told.has(at));
    run.risk.add(findings);
    run.whatIf.add(findings);
    return findings;
  };
}

/** The models of a hunt; what is worth telling of their training is a notice about the detections they serve. */
export function huntModels(session: Session, { models, times, notices }: HuntRun): Models {
  return models.running(session, times, (message, { name, detections: about }) => {
    for (const detection of about.length > 0 ? about : [name]) notices.add(`${name}: ${message}`, detection);
  });
}
