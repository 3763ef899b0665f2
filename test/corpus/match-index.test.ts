import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/index.ts';
import { openSession, type Session } from '../../src/engine/index.ts';
import type { FieldValue, LogEvent } from '../../src/events/index.ts';
import { demand, type Expr, plan, type Row, type ScanDemand, scanDemands } from '../../src/language/index.ts';
import { type Candidate, planAhead } from '../../src/library/candidates.ts';
import { contentLookups } from '../../src/library/lookups.ts';
import { type ContentModels, contentModels } from '../../src/library/models.ts';
import { readEvents } from '../../src/library/read.ts';
import { emptyTally } from '../../src/library/tally.ts';
import { resolveTimes } from '../../src/library/times.ts';
import { Problem } from '../../src/shared/problem.ts';

const CONTENT = fileURLToPath(new URL('../../../shared/content/', import.meta.url));
const LOGS = ['logs/sigma-regression', 'logs/evtx-attack-samples/Credential Access', 'datasources'].map((folder) =>
  fileURLToPath(new URL(`../../../shared/${folder}/`, import.meta.url)),
);

const TIMES = resolveTimes({ now: 1_790_000_000 });

/**
 * Every detection over two tables: one of all events and one of those that the index lets through. Their results are
 * the same, whatever the index thinks of the events.
 */
describe.skipIf(!existsSync(CONTENT))('with and without the match index', () => {
  let all: Side;
  let chosen: Side;
  beforeAll(async () => {
    all = await openSide(false);
    chosen = await openSide(true);
    const sides = [all, chosen];
    const load = async (events: readonly LogEvent[]) => {
      for (const { session } of sides) await session.load(events);
    };
    await load(all.searches.flatMap((demands, at) => demands.flatMap((one) => eventsFor(one, at))));
    const logs = { logs: LOGS.filter((folder) => existsSync(folder)) };
    for await (const events of readEvents({ logs, times: TIMES, run: {}, tally: emptyTally() })) await load(events);
    for (const { session } of sides) await session.finishLoading();
  }, 300_000);
  afterAll(async () => {
    await all?.session.close();
    await chosen?.session.close();
  });

  test('every detection finds the same', async () => {
    const different: string[] = [];
    let found = 0;
    for (const [at, candidate] of chosen.candidates.entries()) {
      const [expected, actual] = [await rowsOf(candidate, all), await rowsOf(candidate, chosen)];
      if (!isDeepStrictEqual(expected, actual)) different.push(candidate.detection.name);
      if (expected.length > 0) found++;
      const isIdle = candidate.isBarren && chosen.session.rowsFor(at) === 0;
      if (isIdle && typeof expected !== 'string' && expected.length > 0)
        different.push(`not run: ${candidate.detection.name}`);
    }
    expect(different).toEqual([]);
    // Without results the comparison would say nothing; many ask for a number of events, or for a lookup.
    expect(found).toBeGreaterThan(chosen.candidates.length / 3);
  }, 300_000);

  test('most detections have events to look at', () => {
    const idle = chosen.candidates.filter((_, at) => chosen.session.rowsFor(at) === 0);
    expect(idle.length).toBeLessThan(chosen.candidates.length / 4);
  });
});

/** A session, and the detections that are run in it. */
interface Side {
  readonly session: Session;
  readonly candidates: readonly Candidate[];
  readonly models: ContentModels;
  readonly searches: readonly (readonly ScanDemand[])[];
}

async function openSide(isChosen: boolean): Promise<Side> {
  const content = await loadContent([CONTENT]);
  const lookups = contentLookups(content);
  const models = contentModels(content);
  const candidates = await planAhead(content, TIMES, lookups, models.ahead(TIMES, lookups), () => undefined);
  const searches = candidates.map(({ plans, begun }) => scanDemands(plans, begun));
  const session = await openSession({ memoryMb: 2048 });
  const whole = demand([...candidates.flatMap(({ plans }) => plans), ...models.plans()]);
  await session.prepare(whole, isChosen ? [...searches, ...models.demands()] : undefined);
  await lookups.load(session);
  return { session, candidates, models, searches };
}

async function rowsOf({ search }: Candidate, { session, models }: Side): Promise<readonly Row[] | string> {
  try {
    const environment = { ...session.environment(TIMES), models: models.running(session, TIMES) };
    return await session.run(await plan(search, environment), TIMES);
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

/** Events made to meet the conditions of a search, and some that miss them by one value. */
function eventsFor({ source, conditions = [] }: ScanDemand, search: number): readonly LogEvent[] {
  const datasets = source.kind === 'events' ? [] : [`${source.model}.${source.dataset}`];
  return conditions.flatMap((condition) => {
    const values = valuesFor(condition);
    const short = [...values.keys()]
      .slice(0, 2)
      .map((field) => new Map([...values].filter(([name]) => name !== field)));
    return [values, ...short].map((fields, at) => eventWith(fields, datasets, 1_789_000_000 + search + at / 10));
  });
}

function eventWith(fields: ReadonlyMap<string, string>, datasets: readonly string[], time: number): LogEvent {
  const of = (name: string, otherwise: string) => fields.get(name) ?? otherwise;
  const others = [...fields].filter(
    ([name]) => !['_time', 'host', 'source', 'sourcetype', 'index', '_raw'].includes(name),
  );
  return {
    time,
    timeFrom: 'event',
    isCut: false,
    index: of('index', 'main'),
    host: of('host', 'host'),
    source: of('source', 'source'),
    sourcetype: of('sourcetype', 'sourcetype'),
    fields: new Map<string, FieldValue>(others),
    datasets,
    reason: '',
    raw: () => of('_raw', 'raw'),
  };
}

/** Values with which a condition is true, as far as it says so: of several ways the first. */
function valuesFor(expr: Expr): ReadonlyMap<string, string> {
  if (expr.kind !== 'Call') return new Map();
  const [first, second] = expr.args;
  const text = second?.kind === 'Literal' && second.value !== null ? String(second.value) : undefined;
  const set = (value: string) =>
    first?.kind === 'Column' ? new Map([[first.name, value]]) : new Map<string, string>();
  switch (expr.fn) {
    case 'and':
      return new Map(expr.args.flatMap((part) => [...valuesFor(part)]).reverse());
    case 'or':
    case 'isTrue':
      return first === undefined ? new Map() : valuesFor(first);
    case 'isNotNull':
      return set('some');
    case 'caselessEquals':
    case 'caselessIn':
      return set((text ?? '').toUpperCase());
    case 'wildcardMatch':
      return set((text ?? '').replaceAll('*', 'zz'));
    case 'keywordMatch':
      return set(`a ${text?.replaceAll('*', '')} b`);
    default:
      return text === undefined ? new Map() : set(text);
  }
}
