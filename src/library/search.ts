import { loadContent } from '../content/index.ts';
import { openSession, type Session } from '../engine/index.ts';
import { demand, isHidden, openEnvironment, type ParsedSearch, type Plan, plan, type Row } from '../language/index.ts';
import { openCatalog } from './catalog.ts';
import { searchParser } from './content.ts';
import { type ContentLookups, contentLookups } from './lookups.ts';
import type { LogOptions, ResourceOptions, RunOptions, TimeOptions } from './options.ts';
import { readEvents } from './read.ts';
import { readRows } from './rows-file.ts';
import { sessionOptions } from './session-options.ts';
import { countDropped, emptyTally, type Tally } from './tally.ts';
import { resolveTimes, type Times } from './times.ts';

export interface SearchOptions extends Omit<LogOptions, 'logs'>, TimeOptions, ResourceOptions, RunOptions {
  readonly spl: string;
  /** Files and folders. Default: none, for searches that make their own results. */
  readonly logs?: readonly string[];
  /** The results that the first command works on: a file of JSON lines, or rows. */
  readonly rows?: string | AsyncIterable<Row> | Iterable<Row>;
  /** Files and folders of macros and lookups; later ones override earlier ones. */
  readonly content?: readonly string[];
  /** Gets the columns of the results in order, before the first row. */
  readonly onColumns?: (columns: readonly string[]) => void;
}

/** What a search says at its end. */
export interface SearchReport {
  readonly tally: Tally;
}

/**
 * Runs a search and gives its rows. The report is what the generator returns.
 *
 * @throws Problem SPL1xx, SPL2xx and SPL3xx for the search, with its place; IN001 and IN012 for the logs, IN010 for
 * the rows, CT001 for the content, CLI001 for a time, EN001 to EN004 from the database; and the reason of the signal.
 */
export async function* search(options: SearchOptions): AsyncGenerator<Row, SearchReport> {
  const times = resolveTimes(options);
  const content = await loadContent(options.content ?? []);
  for (const problem of content.problems) options.onProblem?.(problem);
  const parsed = searchParser(content).parse(options.spl, { hasInput: options.rows !== undefined });
  const lookups = contentLookups(content);
  const ahead = await planAhead(parsed, times, options, lookups);
  const tally = emptyTally();
  const session = await openSession(sessionOptions(options, times));
  try {
    await session.prepare(demand(ahead));
    await lookups.load(session);
    await load(session, options, times, tally);
    const planned = await plan(parsed, session.environment(times));
    options.onColumns?.(planned.schema.columns.map(({ name }) => name).filter((name) => !isHidden(name)));
    for await (const rows of session.stream(planned, times)) yield* rows;
    return { tally };
  } finally {
    await session.close();
  }
}

/** Says what is wrong with the search before anything is read, and what must be loaded for it. */
async function planAhead(
  parsed: ParsedSearch,
  times: Times,
  { rows }: SearchOptions,
  lookups: ContentLookups,
): Promise<readonly Plan[]> {
  const input = rows === undefined ? {} : { input: { columns: [], isOpen: true } };
  const environment = openEnvironment({ ...times, catalog: { ...openCatalog(), ...lookups.catalog, ...input } });
  const last = await plan(parsed, environment);
  return [...environment.stages, last];
}

async function load(session: Session, options: SearchOptions, times: Times, tally: Tally): Promise<void> {
  const { rows, logs = [] } = options;
  if (rows !== undefined) await loadRows(session, rows);
  if (logs.length > 0) {
    for await (const events of readEvents({ logs: { ...options, logs }, times, run: options, tally })) {
      await session.load(events);
    }
  }
  await session.finishLoading();
  countDropped(tally, session.droppedValues());
}

/** Rows that are handed to the engine at once. */
const BATCH_ROWS = 1000;

/** Also where there are none, so that the search has its input. */
async function loadRows(session: Session, rows: NonNullable<SearchOptions['rows']>): Promise<void> {
  let batch: Row[] = [];
  for await (const row of typeof rows === 'string' ? readRows(rows) : rows) {
    batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    await session.loadInput(batch);
    batch = [];
  }
  await session.loadInput(batch);
}
