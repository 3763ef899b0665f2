import type { Detection } from '../content/index.ts';
import type { Searching, Session } from '../engine/index.ts';
import type { Finding } from '../findings/index.ts';
import { type Models, type ParsedSearch, plan } from '../language/index.ts';
import type { Problem } from '../shared/problem.ts';
import { attempt } from './candidates.ts';
import { judge } from './hunt-judging.ts';
import type { HuntRun } from './hunt-run.ts';
import type { Told } from './run-order.ts';

/** What a detection is run with. */
export interface DetectionSearch {
  readonly detection: Detection;
  readonly search: ParsedSearch;
  readonly models: Models;
}

/** What came of a detection. */
export interface DetectionRun {
  /** Adds to the sums of the run, and gives the findings. Sums keep the order in which they are added to. */
  readonly tell: Told;
  /** Why it gave none. */
  readonly problem?: Problem;
}

/**
 * Runs one detection, which fails alone: others may run beside it.
 *
 * @throws Problem EN004, and the reason of the signal
 */
export async function runDetection(one: DetectionSearch, session: Session, run: HuntRun): Promise<DetectionRun> {
  const told: (() => void)[] = [];
  let problem: Problem | undefined;
  const own: HuntRun = {
    ...run,
    notices: { ...run.notices, add: (...notice) => told.push(() => run.notices.add(...notice)) },
    fail: (detection, why) => {
      problem = why;
      told.push(() => run.fail(detection, why));
    },
  };
  const findings = await attempt(one.detection, own.fail, async () => {
    const searching = session.apart();
    try {
      return await findingsOf(one, searching, own);
    } finally {
      await searching.dropStages();
    }
  });
  const tell = async (): Promise<readonly Finding[]> => {
    for (const tellOne of told) tellOne();
    run.risk.add(findings ?? []);
    run.whatIf.add(findings ?? []);
    return findings ?? [];
  };
  return { tell, ...(problem && { problem }) };
}

async function findingsOf(
  { detection, search, models }: DetectionSearch,
  searching: Searching,
  run: HuntRun,
): Promise<readonly Finding[]> {
  const { times, events } = run;
  const warn = (message: string): void => run.notices.add(message, detection.name);
  const environment = () => ({ ...searching.environment(times), models, warn });
  const rows = await searching.run(await plan(search, environment()), times);
  if (rows.length === 0) return [];
  const { all, told } = await judge(detection, rows, run);
  if (told.size === 0) return [];
  const traced = { search, rows, session: searching, environment: environment(), times };
  const shown = events === undefined ? all : await events.trace(all, traced);
  return shown.filter((_, at) => told.has(at));
}
