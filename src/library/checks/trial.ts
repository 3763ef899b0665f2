import { type Baseline, type Content, type Detection, problemInSearch } from '../../content/index.ts';
import { openSession, type Session } from '../../engine/index.ts';
import { dataModels } from '../../events/index.ts';
import {
  fieldsNamed,
  type Models,
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

/** A search that was planned ahead of the data. */
interface Planned {
  readonly searching: Searching;
  readonly search: ParsedSearch;
  /** Fields of events that it names. */
  readonly eventFields: readonly string[];
  readonly plans: readonly Plan[];
  readonly notices: readonly Problem[];
}

export interface TrialOptions extends ResourceOptions, RunOptions {
  readonly times: Times;
}

/**
 * Tries the searches of content without any logs. Each is planned ahead of the data; then tables are made that have
 * no rows, and every field that the data models have or that a search names; then each is planned for these tables
 * and run, with all that must run before it. What it would write to lookups is not written.
 *
 * @returns what came of each, by its file
 * @throws Problem EN004 where the database has no place to work in; and the reason of the signal.
 */
export async function trySearches(content: Content, options: TrialOptions): Promise<ReadonlyMap<string, Trial>> {
  const all: readonly Searching[] = [...content.detections, ...content.baselines];
  const trials = new Map<string, Trial>();
  let failed = 0;
  const settle = (searching: Searching, trial: Trial): void => {
    trials.set(searching.file, trial);
    if (trial.problem !== undefined) failed++;
  };
  const show = (done: number): void =>
    options.onProgress?.({ stage: 'checking', searches: all.length, done: done / (2 * all.length), failed });

  const lookups = contentLookups(content);
  const planned: Planned[] = [];
  const models = contentModels(content);
  const catalog = { ...openCatalog(), ...lookups.catalog };
  const planAhead = aheadOfData(content, catalog, models.ahead(options.times, lookups), options.times);
  for (const [done, searching] of all.entries()) {
    options.signal?.throwIfAborted();
    show(done);
    const found = await planAhead(searching);
    if (found.problem === undefined) planned.push(found);
    else settle(searching, found);
  }
  if (planned.length === 0) return trials;
  const session = await openSession(sessionOptions(options, options.times));
  try {
    await declareTables(session, planned);
    await lookups.load(session);
    let done = 2 * all.length - planned.length;
    await atOnce(planned, async (one) => {
      options.signal?.throwIfAborted();
      const problem = await runEmpty(session, one, models.tried(session, options.times), options.times);
      settle(one.searching, { notices: one.notices, ...(problem && { problem }) });
      show(++done);
    });
  } finally {
    await session.close();
  }
  return trials;
}

type Failed = Required<Trial>;

/** Plans a search against a catalog in which any field may exist. */
function aheadOfData(
  content: Content,
  catalog: Partial<PlanEnvironment['catalog']>,
  models: Models,
  times: Times,
): (searching: Searching) => Promise<(Planned & { readonly problem?: undefined }) | Failed> {
  const parser = searchParser(content);
  return async (searching) => {
    const notices: Problem[] = [];
    const problem = await problemOf(searching, async () => {
      const search = parser.parse(searching.search);
      notices.push(...wordNotices(search));
      const warn: PlanEnvironment['warn'] = (message, details) => {
        notices.push(warningNotice(search, message, details));
      };
      const environment = { ...openEnvironment({ ...times, catalog, models }), hasLocations: true, warn };
      const last = await plan(search, environment);
      const plans = [...environment.stages, last];
      return { search, plans, eventFields: [...fieldsNamed(plans)] };
    });
    const placed = notices.map((notice) => problemInSearch(searching, notice));
    return problem instanceof Problem ? { problem, notices: placed } : { searching, ...problem, notices: placed };
  };
}

/** The tables that the plans scan, without rows. */
async function declareTables(session: Session, planned: readonly Planned[]): Promise<void> {
  const eventFields = new Set(planned.flatMap((one) => one.eventFields));
  await session.declare({ kind: 'events' }, [...eventFields]);
  for (const [name, fields] of datasetFields(planned)) {
    const [model = '', dataset = ''] = name.split('.');
    await session.declare({ kind: 'dataset', model, dataset }, [...fields]);
  }
}

/** All fields of the root datasets that the plans scan, by `Model.Dataset`. */
function datasetFields(planned: readonly Planned[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  for (const { plans } of planned) {
    for (const { source, schema } of plans.flatMap((one) => [...scansOf(one)])) {
      if (source.kind !== 'dataset') continue;
      const name = `${source.model}.${source.dataset}`;
      const fields = all.get(name) ?? fieldsBelow(source.model, source.dataset);
      for (const column of schema.columns) fields.add(column.name);
      all.set(name, fields);
    }
  }
  return all;
}

/** The fields of a root dataset and of those that descend from it: they stand in the same row. */
function fieldsBelow(model: string, root: string): Set<string> {
  const datasets = dataModels().find((one) => one.model === model)?.datasets ?? [];
  const below = datasets.filter(({ path }) => path[0] === root);
  return new Set(['_raw', 'host', 'source', 'sourcetype', 'index', '_nodename', ...below.flatMap((one) => one.fields)]);
}

/** Plans a search for the tables as they are and runs it. Gives what is wrong with it. */
async function runEmpty(
  session: Session,
  { searching, search, eventFields }: Planned,
  models: Models,
  times: Times,
): Promise<Problem | undefined> {
  const { writeLookup: _, ...environment } = session.environment(times);
  const columns = eventFields.map((name) => ({
    name,
    type: name === '_time' ? ('number' as const) : ('text' as const),
  }));
  const catalog = { ...environment.catalog, events: { columns, isOpen: false } };
  const found = await problemOf(searching, async () => {
    await session.run(await plan(search, { ...environment, catalog, models, hasLocations: true }), times);
  });
  return found instanceof Problem && !ACCEPTED.has(found.code) ? found : undefined;
}

/** `require` asks for results, and without events there are none. */
const ACCEPTED: ReadonlySet<string> = new Set(['EN005']);

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
