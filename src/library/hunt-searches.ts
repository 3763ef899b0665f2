import type { Session } from '../engine/index.ts';
import type { Finding } from '../findings/index.ts';
import { type CommandNode, type Models, nodesOf, type ParsedSearch } from '../language/index.ts';
import type { Candidate } from './candidates.ts';
import { holdFindings } from './held-findings.ts';
import { runDetection } from './hunt-detection.ts';
import type { HuntRun } from './hunt-run.ts';
import { openRiskWriter } from './risk-writer.ts';
import { runInOrder, type Told } from './run-order.ts';
import { openTurns } from './turns.ts';

/** A detection that can be run. */
export type Hunted = Pick<Candidate, 'detection' | 'search' | 'isBarren' | 'readsRisk'>;

/** Searches that run at once: while one is planned, or its rows are read, the database works on others. */
const AT_ONCE = 3;

/** Searches that are begun, or done, before the first of them is told: a slow one does not hold up the next ones. */
const AHEAD = 12;

/** Runs all detections of a hunt over what was loaded. The findings come by the names of the detections. */
export async function* runSearches(
  session: Session,
  candidates: readonly Hunted[],
  run: HuntRun,
): AsyncGenerator<Finding> {
  const { errors, options } = run;
  const risk = candidates.some(({ readsRisk }) => readsRisk) ? openRisk(session, run) : undefined;
  const runner = openRunner(session, candidates, run);
  const before = errors.length;
  // Of thousands of detections most have nothing to look at. What is there for those that read risk is not known yet.
  const running = candidates.filter((candidate) => candidate.readsRisk || !runner.hasNothing(candidate));
  let done = candidates.length - running.length;
  const progress = (): void => {
    const failed = errors.length - before;
    options.onProgress?.({ stage: 'running', detections: candidates.length, done, failed });
  };
  const tell = async (candidate: Hunted, told: Told): Promise<readonly Finding[]> => {
    const findings = await told();
    if (!candidate.readsRisk) await risk?.keep(candidate, findings);
    done++;
    progress();
    return findings;
  };
  progress();
  try {
    yield* runInOrder(running, {
      atOnce: AT_ONCE,
      ahead: AHEAD,
      readsRisk: ({ readsRisk }) => readsRisk,
      runsAlone: runner.runsAlone,
      run: async (candidate) => {
        const told = await runner.run(candidate);
        return () => tell(candidate, told);
      },
      beforeRisk: async () => await risk?.write(),
      file: session.newFile('.jsonl'),
    });
  } finally {
    await risk?.close();
  }
}

/** The risk of a run. It waits until all have run that are not to see it: some search all events. */
function openRisk(session: Session, { times, tally }: HuntRun) {
  const writer = openRiskWriter(session, times, tally);
  const held = holdFindings(session.newFile('.jsonl'));
  const detections: Hunted['detection'][] = [];
  return {
    keep: async ({ detection }: Hunted, findings: readonly Finding[]): Promise<void> => {
      if (findings.length === 0) return;
      detections.push(detection);
      await held.add(findings);
    },
    write: async (): Promise<void> => {
      for (const detection of detections) {
        for await (const finding of held.take()) await writer.write(detection, [finding]);
      }
      await writer.finish();
    },
    close: held.close,
  };
}

interface Runner {
  /** Whether it gives no results since no row is there that it could use. */
  readonly hasNothing: (candidate: Hunted) => boolean;
  readonly runsAlone: (candidate: Hunted) => boolean;
  run(candidate: Hunted): Promise<Told>;
}

function openRunner(session: Session, candidates: readonly Hunted[], run: HuntRun): Runner {
  const places = new Map(candidates.map((candidate, place) => [candidate, place]));
  const parsed = new Map<Hunted, ParsedSearch>();
  const models = huntModels(session, run);
  const turns = openTurns();

  function hasNothing(candidate: Hunted): boolean {
    return candidate.isBarren && session.rowsFor(places.get(candidate) ?? -1) === 0;
  }

  return {
    hasNothing,
    runsAlone: (candidate) => {
      if (hasNothing(candidate)) return false;
      const { search } = candidate;
      parsed.set(candidate, search);
      return changesOthers(search);
    },
    run: async (candidate) => {
      run.options.signal?.throwIfAborted();
      if (hasNothing(candidate)) return async () => [];
      const search = parsed.get(candidate) ?? candidate.search;
      parsed.delete(candidate);
      const work = () => runDetection({ detection: candidate.detection, search, models }, session, run);
      const outcome = await turns.beside(work);
      // Others may have had the memory that it lacked.
      const { tell } = outcome.problem?.code === 'EN002' ? await turns.alone(work) : outcome;
      return tell;
    },
  };
}

/** Commands that change what other searches read, or may: what some of them run is not known before. */
const CHANGING: ReadonlySet<string> = new Set<CommandNode['kind']>([
  'Outputlookup',
  'Fit',
  'Apply',
  'Map',
  'Savedsearch',
]);

function changesOthers({ pipeline }: ParsedSearch): boolean {
  return [...nodesOf(pipeline)].some(({ kind }) => CHANGING.has(kind));
}

/** The models of a hunt; what is worth telling of their training is a notice about the detections they serve. */
export function huntModels(session: Session, { models, times, notices }: HuntRun): Models {
  return models.running(session, times, (message, { name, detections: about }) => {
    for (const detection of about.length > 0 ? about : [name]) notices.add(`${name}: ${message}`, detection);
  });
}
