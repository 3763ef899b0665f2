import { openDatabase } from '../src/engine/duckdb/database.ts';
import { openFolder } from '../src/engine/folder.ts';
import { readRows } from '../src/engine/rows.ts';
import { type Session, sessionOver } from '../src/engine/session.ts';
import { openTables } from '../src/engine/tables.ts';
import { type Column, isHidden, parse, plan, type Row } from '../src/language/index.ts';
import { type BenchResult, inTurn } from './measure.ts';
import { differences } from './shapes/differences.ts';
import { events, files, processes } from './shapes/events.ts';
import { OVER_EVENTS } from './shapes/over-events.ts';
import { OVER_MODELS } from './shapes/over-models.ts';
import type { Shape } from './shapes/shape.ts';

/** Fewer for a trial: `SHAPES_EVENTS=100000 SHAPES_ONLY=rex npm run bench -- shapes`. */
const EVENTS = Number(process.env['SHAPES_EVENTS'] ?? 1_000_000);
const ONLY = process.env['SHAPES_ONLY'] ?? '';
const RUNS = 5;
const NOW = 1_772_409_600;
const BATCH = 10_000;

/** A session and the statements that go past it to the same database. */
interface Opened {
  readonly session: Session;
  query(sql: string, columns: readonly Column[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/**
 * How much slower than a statement written by hand are searches of the commonest shapes, over a million events and a
 * million processes? Both read the same tables; a search's time has its parsing and planning in it; the rows must be
 * equal.
 */
export async function shapes(): Promise<readonly BenchResult[]> {
  const opened = await open();
  try {
    await load(opened.session);
    const results: BenchResult[] = [];
    for (const shape of [...OVER_MODELS, ...OVER_EVENTS].filter(({ name }) => name.includes(ONLY))) {
      console.error(`shapes: ${shape.name}`);
      results.push(...(await measure(shape, opened)));
    }
    return results;
  } finally {
    await opened.close();
  }
}

async function open(): Promise<Opened> {
  const folder = await openFolder();
  const database = await openDatabase({ folder: folder.path, memoryMb: 6000, threads: 2 });
  const session = sessionOver(database, await openTables(database, folder), folder, { now: NOW });
  return {
    session,
    query: async (sql, columns) => {
      const rows: Row[] = [];
      for await (const batch of database.query(sql, (result) => readRows(result, columns))) rows.push(...batch);
      return rows;
    },
    close: session.close,
  };
}

async function load(session: Session): Promise<void> {
  for (const rows of batches(events(EVENTS))) await session.loadEventRows(rows);
  for (const rows of batches(processes(EVENTS))) await session.loadDatasetRows('Endpoint', 'Processes', rows);
  for (const rows of batches(files(EVENTS / 5, EVENTS))) await session.loadDatasetRows('Endpoint', 'Filesystem', rows);
  const tools = ['whoami.exe', 'nltest.exe', 'procdump.exe', 'psexec.exe', 'certutil.exe'];
  const rows = tools.map((name, at) => ({ name, is_tool: at % 2 === 0 ? 'true' : 'false', category: `c${at}` }));
  await session.loadLookup('tools', { columns: ['name', 'is_tool', 'category'] }, rows);
  await session.finishLoading();
}

function* batches(rows: Iterable<Row>): Generator<readonly Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function measure({ name, detections, spl, sql }: Shape, { session, query }: Opened): Promise<BenchResult[]> {
  const question = `shape of ${detections} detections: ${name}`;
  const search = async () => {
    const planned = await plan(parse(spl), session.environment());
    const rows = await session.run(planned);
    await session.dropStages();
    return { rows, columns: planned.schema.columns.filter((column) => !isHidden(column.name)) };
  };
  const { rows: found, columns } = await search();
  const expected = await query(sql, columns);
  const wrong = differences(found, expected);
  if (wrong !== undefined) return [different(question, wrong)];
  const timings = await inTurn(RUNS, [
    { run: async () => void (await query(sql, columns)) },
    { run: async () => void (await search()) },
  ]);
  const reference = timings[0]?.medianSeconds ?? 1;
  return timings.map((timing, index) => ({
    question,
    subject: index === 0 ? `DuckDB, by hand (${expected.length} rows)` : 'karst',
    ...timing,
    ...(index > 0 && { ratio: timing.medianSeconds / reference }),
  }));
}

function different(question: string, wrong: string): BenchResult {
  const none = { medianSeconds: 0, minSeconds: 0, maxSeconds: 0, runs: 0 };
  return { question, subject: 'karst', ...none, skipped: `the answers differ: ${wrong}` };
}
