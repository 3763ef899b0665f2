import type { Content } from '../content/index.ts';
import { openSession, type Session } from '../engine/index.ts';
import type { KnownEntities } from '../events/index.ts';
import {
  type Demand,
  fieldNotices,
  fieldsNamed,
  isHidden,
  openEnvironment,
  type ParsedSearch,
  type Plan,
  type PlanEnvironment,
  plan,
  type Row,
  valueNotices,
  type WarningDetails,
  warningNotice,
  wordNotices,
} from '../language/index.ts';
import type { Problem } from '../shared/problem.ts';
import { openCatalog } from './catalog.ts';
import { type SearchParser, searchParser } from './content.ts';
import { type EntityOptions, loadEntities, loadEntityRows } from './entities.ts';
import { loadContent } from './load-content.ts';
import { type ContentLookups, contentLookups } from './lookups.ts';
import { type ContentModels, contentModels } from './models.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from './options.ts';
import { loadLogs } from './reading/load-logs.ts';
import { readRows } from './rows-file.ts';
import { openSeen, type Seen, type SeenCount } from './seen.ts';
import { sessionOptions } from './session-options.ts';
import { countDropped, emptyTally, type Tally } from './tally.ts';
import type { Times } from './times.ts';

/** What is searched, and with what. */
export interface LoadOptions extends Omit<LogOptions, 'logs'>, EntityOptions, TimeOptions, ResourceOptions, RunOptions {
  /** Files and folders. Default: none, for searches that make their own results. */
  readonly logs?: readonly string[];
  /** The results that the first command works on: a file of JSON lines, or rows. */
  readonly rows?: string | AsyncIterable<Row> | Iterable<Row>;
  /** Files and folders of macros and lookups; later ones override earlier ones. */
  readonly content?: readonly string[];
}

/** How one search is run. */
export interface RunningOptions {
  /** Gets the columns of the results in order, before the first row. */
  readonly onColumns?: (columns: readonly string[]) => void;
  /** Gets what is worth knowing about the search: a name that is near to one that exists, a word that reads like a command. */
  readonly onNotice?: (notice: Problem) => void;
  /** Ends this search: the reason of the signal is thrown. */
  readonly signal?: AbortSignal;
}

/** Content, and searches as they are before any log was read. */
export interface SearchContent {
  readonly content: Content;
  readonly entities: KnownEntities | undefined;
  readonly parser: SearchParser;
  readonly lookups: ContentLookups;
  readonly models: ContentModels;
  readonly hasInput: boolean;
}

export async function loadSearchContent(options: LoadOptions): Promise<SearchContent> {
  const content = await loadContent(options.content ?? []);
  for (const problem of content.problems) options.onProblem?.(problem);
  const entities = await loadEntities(options, content);
  return {
    content,
    entities,
    parser: searchParser(content),
    lookups: contentLookups(content, entities),
    models: contentModels(content),
    hasInput: options.rows !== undefined,
  };
}

/** A search that was planned ahead of the data: all that is wrong with it is known. */
export interface CheckedSearch {
  readonly parsed: ParsedSearch;
  readonly plans: readonly Plan[];
  readonly models: ContentModels;
}

/** Says what is wrong with the search before anything is read. @throws Problem SPL1xx to SPL3xx, with its place */
export async function checkSearch(spl: string, loaded: SearchContent, times: Times): Promise<CheckedSearch> {
  const { parser, lookups, models, hasInput } = loaded;
  const parsed = parser.parse(spl, { hasInput });
  const input = hasInput ? { input: { columns: [], isOpen: true } } : {};
  const catalog = { ...openCatalog(), ...lookups.catalog, ...input };
  const environment = openEnvironment({ ...times, catalog, models: models.ahead(times, lookups) });
  const last = await plan(parsed, environment);
  return { parsed, plans: [...environment.stages, last, ...models.plans()], models };
}

/** A session with everything loaded. */
export interface LoadedSession {
  readonly session: Session;
  readonly tally: Tally;
  readonly seen: Seen;
}

/**
 * Opens a session, lets it be prepared, and fills it. It is closed again where that fails.
 *
 * @param needed what is kept of the events. Default: everything
 */
export async function openLoaded(
  options: LoadOptions,
  { content, entities }: SearchContent,
  times: Times,
  prepare: (session: Session) => Promise<void>,
  needed?: Demand,
): Promise<LoadedSession> {
  const session = await openSession(sessionOptions(options, times));
  try {
    if (needed !== undefined) await session.prepare(needed);
    await prepare(session);
    const tally = emptyTally();
    const seen = openSeen();
    await loadEntityRows(session, entities);
    await load(session, { ...options, content, entities }, times, { tally, seen, needed });
    return { session, tally, seen };
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function load(
  session: Session,
  options: Omit<LoadOptions, 'content'> & Pick<SearchContent, 'content' | 'entities'>,
  times: Times,
  { tally, seen, needed }: { tally: Tally; seen: SeenCount; needed: Demand | undefined },
): Promise<void> {
  const { rows, logs = [], content, entities } = options;
  if (rows !== undefined) await loadRows(session, rows, seen);
  if (logs.length > 0) {
    const reading = { logs: { ...options, logs }, times, run: options, tally, content, entities };
    await loadLogs(session, reading, { seen, ...(needed && { demand: needed }) });
  }
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

/** Rows that are handed to the engine at once. */
const BATCH_ROWS = 1000;

/** Also where there are none, so that the search has its input. */
async function loadRows(session: Session, rows: NonNullable<LoadOptions['rows']>, seen: SeenCount): Promise<void> {
  let batch: Row[] = [];
  const flush = async (): Promise<void> => {
    seen.addRows(batch);
    await session.loadInput(batch);
    batch = [];
  };
  for await (const row of typeof rows === 'string' ? readRows(rows) : rows) {
    batch.push(row);
    if (batch.length >= BATCH_ROWS) await flush();
  }
  await flush();
}

/**
 * Runs a search over what is loaded, and gives its rows.
 *
 * @throws as `checkSearch`, EN001 to EN004 from the database, and the reason of the signal
 */
export async function* runChecked(
  { parsed, plans, models: trained }: CheckedSearch,
  { session, seen }: LoadedSession,
  times: Times,
  { onColumns, onNotice, signal }: RunningOptions,
): AsyncGenerator<Row> {
  const told = new Set<string>();
  const tell = (notice: Problem): void => {
    const key = `${notice.message} ${notice.details.span?.start}`;
    if (!told.has(key)) onNotice?.(notice);
    told.add(key);
  };
  const stop = (): void => session.interrupt();
  signal?.addEventListener('abort', stop);
  try {
    for (const notice of wordNotices(parsed)) tell(notice);
    const named = fieldsNamed(plans);
    if (seen.events > 0) for (const notice of fieldNotices(parsed, named, seen.fields)) tell(notice);
    const warn = (message: string, details?: WarningDetails): void => tell(warningNotice(parsed, message, details));
    const models = trained.running(session, times);
    const planned = await plan(parsed, { ...stoppable(session.environment(times), signal), models, warn });
    onColumns?.(planned.schema.columns.map(({ name }) => name).filter((name) => !isHidden(name)));
    let count = 0;
    for await (const rows of session.stream(planned, times)) {
      signal?.throwIfAborted();
      count += rows.length;
      yield* rows;
    }
    if (count === 0) for (const notice of valueNotices(parsed, seen.values)) tell(notice);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** What planning runs on its way ends with the search. */
function stoppable(environment: PlanEnvironment, signal: AbortSignal | undefined): PlanEnvironment {
  if (signal === undefined) return environment;
  const checked =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      signal.throwIfAborted();
      return await work(...args);
    };
  return {
    ...environment,
    rows: checked(environment.rows),
    stage: checked(environment.stage),
    transform: checked(environment.transform),
  };
}
