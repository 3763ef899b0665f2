import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, loadContent } from '../../src/content/index.ts';
import { openSession, type Session } from '../../src/engine/index.ts';
import type { LogEvent } from '../../src/events/index.ts';
import { demand, type Models, type Plan, plan, type Row, scanDemands } from '../../src/language/index.ts';
import { type Candidate, planAhead } from '../../src/library/candidates.ts';
import { traceRows } from '../../src/library/finding-events/trace.ts';
import { contentLookups } from '../../src/library/lookups.ts';
import { contentModels } from '../../src/library/models.ts';
import { readEvents } from '../../src/library/read.ts';
import { emptyTally } from '../../src/library/tally.ts';
import { resolveTimes } from '../../src/library/times.ts';
import { Problem } from '../../src/shared/problem.ts';

const CONTENT = fileURLToPath(new URL('../../../shared/content/', import.meta.url));
const LOGS = ['logs/sigma-regression', 'logs/evtx-attack-samples', 'datasources'].map((folder) =>
  fileURLToPath(new URL(`../../../shared/${folder}/`, import.meta.url)),
);

const TIMES = resolveTimes({ now: 1_790_000_000 });

describe.skipIf(!existsSync(CONTENT))('the events of every detection over logs', () => {
  let run: Run;
  beforeAll(async () => {
    run = await openRun();
  }, 300_000);
  afterAll(() => run?.session.close());

  test('are known, and keeping track of them changes no row', async () => {
    const unknown: string[] = [];
    let rows = 0;
    for (const candidate of run.candidates) {
      const found = await traced(candidate, run);
      if (typeof found === 'string' || found.includes(undefined)) unknown.push(candidate.detection.name);
      rows += found.length;
    }
    expect(unknown).toEqual([]);
    expect(rows).toBeGreaterThan(400);
  }, 300_000);

  test('make the row again when they are all that there is', async () => {
    const others: string[] = [];
    let made = 0;
    for (const candidate of run.candidates) {
      if (COMPARING.test(candidate.detection.search)) continue;
      const outcome = await madeAgain(candidate, run);
      if (outcome === 'other') others.push(candidate.detection.name);
      if (outcome === 'same') made++;
    }
    expect(others).toEqual([]);
    expect(made).toBeGreaterThan(60);
  }, 300_000);
});

/** Commands whose rows say how an event compares with others. */
const COMPARING = /eventstats|streamstats|outlier|dedup/;

interface Run {
  readonly session: Session;
  readonly candidates: readonly Candidate[];
  readonly models: Models;
  readonly content: Content;
  readonly events: ReadonlyMap<string, LogEvent>;
}

async function openRun(): Promise<Run> {
  const content = await loadContent([CONTENT]);
  const lookups = contentLookups(content);
  const models = contentModels(content);
  const candidates = await planAhead(content, TIMES, lookups, models.ahead(TIMES, lookups), () => undefined);
  const events = new Map<string, LogEvent>();
  const eventIds = async (event: LogEvent): Promise<string> => {
    const id = String(events.size).padStart(8, '0');
    events.set(id, event);
    return id;
  };
  const session = await openSession({ memoryMb: 2048, eventIds });
  const searches = candidates.map(({ plans, begun }) => scanDemands(plans, begun));
  const whole = demand([...candidates.flatMap(({ plans }) => plans), ...models.plans()]);
  await session.prepare(whole, [...searches, ...models.demands()]);
  await lookups.load(session);
  const logs = { logs: LOGS.filter((folder) => existsSync(folder)) };
  for await (const some of readEvents({ logs, times: TIMES, run: {}, tally: emptyTally() })) await session.load(some);
  await session.finishLoading();
  return { session, candidates, models: models.running(session, TIMES), content, events };
}

/** The events of each row; why they are not known; none for a detection that cannot be run here. */
async function traced(candidate: Candidate, { session, models }: Run): ReturnType<typeof traceRows> {
  const rows = await rowsOf(candidate, session, models);
  if (rows === undefined) return [];
  const environment = { ...session.environment(TIMES), models };
  const found = await traceRows({ search: candidate.search, rows, session, environment, times: TIMES }, 1000);
  await session.dropStages();
  return found;
}

async function rowsOf({ search }: Candidate, session: Session, models: Models): Promise<readonly Row[] | undefined> {
  try {
    const planned: Plan = await plan(search, { ...session.environment(TIMES), models });
    return await session.run(planned, TIMES);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Whether the first row of a detection comes again of its events alone. */
async function madeAgain(candidate: Candidate, run: Run): Promise<'same' | 'other' | 'none'> {
  const found = await traced(candidate, run);
  const first = typeof found === 'string' ? undefined : found[0];
  const [row] = (await rowsOf(candidate, run.session, run.models)) ?? [];
  if (first === undefined || first.total === 0 || first.total > first.ids.length || row === undefined) return 'none';
  const alone = await openSession({ memoryMb: 128, threads: 1 });
  try {
    const content = { ...run.content, detections: [candidate.detection] };
    const lookups = contentLookups(content);
    await planAhead(content, TIMES, lookups, run.models, () => undefined);
    await alone.prepare(demand(candidate.plans));
    await lookups.load(alone);
    await alone.load(first.ids.map((id) => run.events.get(id)).filter((event) => event !== undefined));
    await alone.finishLoading();
    const again = (await rowsOf(candidate, alone, run.models)) ?? [];
    return again.some((one) => isDeepStrictEqual({ ...one }, { ...row })) ? 'same' : 'other';
  } finally {
    await alone.close();
  }
}
