import path from 'node:path';
import { openSession, type Session } from '../engine/index.ts';
import type { Finding } from '../findings/index.ts';
import { joinDemands, type Models } from '../language/index.ts';
import { openEntries } from './compiled/entries.ts';
import { type Foreseen, foresee } from './compiled/foreseen.ts';
import { drain } from './drain.ts';
import { loadEntityRows } from './entities.ts';
import { reportOf } from './hunt-report.ts';
import { type HuntOptions, type HuntReport, type HuntResult, type HuntRun, openHuntRun } from './hunt-run.ts';
import { huntModels, runSearches } from './hunt-searches.ts';
import {
  baselineText,
  fillingBaselines,
  hasLearnedNothing,
  type LookupBaselines,
  openLookupBaselines,
} from './lookup-baselines.ts';
import { type ContentLookups, contentLookups } from './lookups.ts';
import { loadLogs } from './reading/load-logs.ts';
import { sessionOptions } from './session-options.ts';
import { countDropped } from './tally.ts';

export type { HuntOptions, HuntReport, HuntResult };

/**
 * Runs detections over logs. A detection that cannot run costs itself alone: it is told to `onProblem` and listed in
 * the summary.
 *
 * @throws Problem IN001 and IN012 for the logs, CT001 for the content, CT009 for the selection, CLI001 for a time, EN004 where the database
 * has no place to work in, EN005 for the GeoIP database; and the reason of the signal.
 */
export async function hunt(options: HuntOptions): Promise<HuntResult> {
  const findings: Finding[] = [];
  const report = await drain(huntFindings(options), (finding) => {
    findings.push(finding);
  });
  return { ...report, findings };
}

/** The same hunt, finding by finding; its report is what the generator returns. */
export async function* huntFindings(options: HuntOptions): AsyncGenerator<Finding, HuntReport> {
  const run = await openHuntRun(options);
  const filling = fillingBaselines(run.content, run.parser);
  const baselines = openLookupBaselines(filling, contentLookups(run.content, run.entities));
  const { lookups } = baselines;
  const ahead = run.models.ahead(run.times, lookups);
  const candidates = await foreseeAll(run, lookups, ahead);
  await baselines.plan(run.times, ahead);
  const { events } = run;
  const ids = events === undefined ? {} : { eventIds: events.eventIds };
  const session = await openSession({ ...sessionOptions(options, run.times), ...ids });
  try {
    events?.open(session);
    await load(session, candidates, baselines, run);
    await lookups.load(session, lookupsOf(session, candidates, baselines, run));
    await fillLookups(session, baselines, run);
    const readMs = performance.now();
    const findings = runSearches(session, candidates, run);
    yield* events === undefined ? findings : events.attach(findings);
    return reportOf(candidates, run, readMs);
  } finally {
    await events?.close();
    await run.suppressor.close();
    await session.close();
  }
}

/** The detections of a hunt; those of one content are kept together. */
async function foreseeAll(run: HuntRun, lookups: ContentLookups, models: Models): Promise<readonly Foreseen[]> {
  const { options, parser, times, fail, selected } = run;
  const kept = openEntries('outlook')?.of(JSON.stringify((options.content ?? []).map((one) => path.resolve(one))));
  return await foresee({ parser, times, lookups, models, fail, detections: selected, ...(kept && { kept }) });
}

/** The lookups of what is going to run: loading all takes longer than to read some logs. */
function lookupsOf(
  session: Session,
  candidates: readonly Foreseen[],
  baselines: LookupBaselines,
  { models }: HuntRun,
): ReadonlySet<string> {
  const running = candidates.filter(({ isBarren }, place) => !isBarren || session.rowsFor(place) !== 0);
  return new Set([...running.flatMap(({ lookups }) => lookups), ...baselines.names(), ...models.lookups()]);
}

/** A mapping that cannot be run is told with the detections that cannot. */
function readingOptions({ options, errors }: HuntRun): HuntOptions {
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
async function load(
  session: Session,
  candidates: readonly Foreseen[],
  baselines: LookupBaselines,
  run: HuntRun,
): Promise<void> {
  const { options: logs, times, tally, content, entities, events: kept } = run;
  const searches = [...candidates.map(({ demands }) => demands), ...run.models.demands(), ...baselines.demands()];
  const all = joinDemands(searches);
  await session.prepare(all, searches);
  await loadEntityRows(session, entities);
  const reading = { logs, times, run: readingOptions(run), tally, content, entities };
  await loadLogs(session, reading, { demand: all, searches, events: kept });
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

/** Runs the baselines of the lookups that detections read. What they wrote is a notice about the detections they serve. */
async function fillLookups(session: Session, baselines: LookupBaselines, run: HuntRun): Promise<void> {
  const { times, tally, notices } = run;
  for (const one of await baselines.run(session, times, huntModels(session, run), tally)) {
    const { name, detections } = one.baseline;
    if (hasLearnedNothing(one)) continue;
    for (const about of detections.length > 0 ? detections : [name]) notices.add(baselineText(one), about);
  }
}
