import { type Baseline, type Content, type Detection, problemInSearch } from '../../content/index.ts';
import { openSession, type Session } from '../../engine/index.ts';
import { dataModels } from '../../events/index.ts';
import {
  type Catalog,
  type Column,
  fieldsNamed,
  fieldsWritten,
  type Models,
  openAnalysis,
  openEnvironment,
  type ParsedSearch,
  type Plan,
  type PlanEnvironment,
  plan,
  scansOf,
  warningNotice,
  wordNotices,
} from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import { openCatalog } from '../catalog.ts';
import { searchParser } from '../content.ts';
import { contentLookups } from '../lookups.ts';
import { contentModels } from '../models.ts';
import type { ResourceOptions, RunOptions } from '../options.ts';
import { sessionOptions } from '../session-options.ts';
import type { Times } from '../times.ts';
import type { Trial } from './check.ts';

type Searching = Detection | Baseline;

/** A search that parses. */
interface Parsed {
  readonly searching: Searching;
  readonly search: ParsedSearch;
}

export interface TrialOptions extends ResourceOptions, RunOptions {
  readonly times: Times;
}

/**
 * Tries the searches of content without any logs. Each is planned ahead of the data, which finds what is wrong with
 * it; then for tables without rows, which have every field of the data models and every one that a search names, and
 * run there with all that must run before it. What it would write to lookups is not written.
 *
 * @returns what came of each, by its file
 * @throws Problem EN004 where the database has no place to work in; and the reason of the signal.
 */
export async function trySearches(content: Content, options: TrialOptions): Promise<ReadonlyMap<string, Trial>> {
  const { times, signal, onProgress } = options;
  const all: readonly Searching[] = [...content.detections, ...content.baselines];
  const trials = new Map<string, Trial>();
  let failed = 0;
  const settle = ({ file }: Searching, trial: Trial): void => {
    trials.set(file, trial);
    if (trial.problem !== undefined) failed++;
    onProgress?.({ stage: 'checking', searches: all.length, done: trials.size / all.length, failed });
  };

  const { parse } = searchParser(content);
  const parsed: Parsed[] = [];
  for (const searching of all) {
    signal?.throwIfAborted();
    const search = await problemOf(searching, async () => parse(searching.search));
    if (search instanceof Problem) settle(searching, { problem: search, notices: [] });
    else parsed.push({ searching, search });
  }
  if (parsed.length === 0) return trials;
  const session = await openSession(sessionOptions(options, times));
  try {
    const laboratory = await openLaboratory(session, content, parsed, times);
    await atOnce(parsed, async (one) => {
      signal?.throwIfAborted();
      settle(one.searching, await tryOne(one, laboratory));
    });
  } finally {
    await session.close();
  }
  return trials;
}

/** What trials share. */
interface Laboratory {
  readonly session: Session;
  readonly times: Times;
  /** As it is ahead of the data. */
  readonly catalog: Partial<Catalog>;
  /** Ahead of the data, and of the session. */
  readonly models: { readonly ahead: Models; readonly tried: Models };
  /** Fields that the table of events has. */
  readonly eventFields: ReadonlySet<string>;
  /** Makes the tables and loads the lookups that the plans read. */
  prepare(plans: readonly Plan[]): Promise<void>;
}

async function openLaboratory(
  session: Session,
  content: Content,
  parsed: readonly Parsed[],
  times: Times,
): Promise<Laboratory> {
  const eventFields = new Set(parsed.flatMap(({ search }) => [...fieldsWritten(search)]));
  await session.declare({ kind: 'events' }, [...eventFields]);
  const lookups = contentLookups(content);
  const models = contentModels(content);
  const declared = new Set<string>();
  const prepareNext = async (plans: readonly Plan[]): Promise<void> => {
    for (const { source } of [...plans, ...models.plans()].flatMap((one) => [...scansOf(one)])) {
      if (source.kind !== 'dataset' || declared.has(`${source.model}.${source.dataset}`)) continue;
      declared.add(`${source.model}.${source.dataset}`);
      await session.declare(source, fieldsBelow(source.model, source.dataset));
    }
    await lookups.load(session);
  };
  let last = Promise.resolve();
  return {
    session,
    times,
    catalog: { ...openCatalog(), ...lookups.catalog },
    models: { ahead: models.ahead(times, lookups), tried: models.tried(session, times) },
    eventFields,
    // One after the other: what one search is making, another must not take for made.
    prepare: (plans) => {
      const before = last.catch(() => undefined); // told to the search that it belongs to
      last = before.then(() => prepareNext(plans));
      return last;
    },
  };
}

/** The fields of a root dataset and of those that descend from it: they stand in the same row. */
function fieldsBelow(model: string, root: string): readonly string[] {
  const datasets = dataModels().find((one) => one.model === model)?.datasets ?? [];
  const below = datasets.filter(({ path }) => path[0] === root).flatMap(({ fields }) => fields);
  return [...new Set(['_raw', 'host', 'source', 'sourcetype', 'index', '_nodename', ...below])];
}

async function tryOne({ searching, search }: Parsed, laboratory: Laboratory): Promise<Trial> {
  const notices = [...wordNotices(search)];
  const analysis = openAnalysis(search);
  const warn: NonNullable<PlanEnvironment['warn']> = (message, details) => {
    notices.push(warningNotice(search, message, details));
  };
  const problem = await problemOf(searching, async () => {
    const plans = await planAhead(search, laboratory, { warn, planned: analysis.planned });
    notices.push(...analysis.notices());
    await laboratory.prepare(plans);
    await runEmpty(search, fieldsNamed(plans), laboratory);
  });
  const placed = distinct(notices.map((notice) => problemInSearch(searching, notice)));
  return problem instanceof Problem && !ACCEPTED.has(problem.code) ? { problem, notices: placed } : { notices: placed };
}

/** Plans a search against a catalog in which any field may exist. */
async function planAhead(
  search: ParsedSearch,
  { catalog, models, times }: Laboratory,
  listening: Pick<PlanEnvironment, 'warn' | 'planned'>,
): Promise<readonly Plan[]> {
  const environment = openEnvironment({ ...times, catalog, models: models.ahead });
  const last = await plan(search, { ...environment, hasLocations: true, ...listening });
  return [...environment.stages, last];
}

/** Plans a search for the tables as they are, and runs it. */
async function runEmpty(
  search: ParsedSearch,
  named: ReadonlySet<string>,
  { session, times, eventFields, models }: Laboratory,
): Promise<void> {
  const { writeLookup: _, ...environment } = session.environment(times);
  const columns = [...named]
    .filter((name) => eventFields.has(name) && name !== '_time')
    .map((name): Column => ({ name, type: 'text' }));
  const events = { columns: [{ name: '_time', type: 'number' } as const, ...columns], isOpen: false };
  const catalog = { ...environment.catalog, events };
  await session.run(await plan(search, { ...environment, catalog, models: models.tried, hasLocations: true }), times);
}

/** A search may name the same field at several places that are planned one by one. */
function distinct(notices: readonly Problem[]): readonly Problem[] {
  return [...new Map(notices.map((one) => [`${one.message} ${one.details.span?.start}`, one])).values()];
}

/** `require` asks for results, and without events there are none. */
const ACCEPTED: ReadonlySet<string> = new Set(['EN006']);

/** What a database that cannot go on says: the next search would not fare better. */
const ENDS_RUN: ReadonlySet<string> = new Set(['EN004']);

/** What the work gives, or the problem that ended it, with its place in the file. */
async function problemOf<T>(searching: Searching, work: () => Promise<T>): Promise<T | Problem> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || ENDS_RUN.has(error.code)) throw error;
    return problemInSearch(searching, error);
  }
}

/** Searches that are run side by side: one is planned here while the database works on others. */
const AT_ONCE = 4;

async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
