import { openDatabase } from '../src/engine/duckdb/database.ts';
import { openFolder } from '../src/engine/folder.ts';
import { readRows } from '../src/engine/rows.ts';
import { type Session, sessionOver } from '../src/engine/session.ts';
import { openTables } from '../src/engine/tables.ts';
import { type Column, isHidden, parse, plan, type Row } from '../src/language/index.ts';
import { compare, missing } from './compare.ts';
import type { BenchResult } from './measure.ts';
import type { BenchSet } from './set.ts';
import { differences } from './shapes/differences.ts';
import { events, files, processes } from './shapes/events.ts';
import { OVER_EVENTS } from './shapes/over-events.ts';
import { OVER_MODELS } from './shapes/over-models.ts';
import type { Shape } from './shapes/shape.ts';

/** Fewer for a trial: `SHAPES_EVENTS=100000 SHAPES_ONLY=rex npm run bench -- shapes`. */
const EVENTS = Number(process.env['SHAPES_EVENTS'] ?? 1_000_000);
const ONLY = process.env['SHAPES_ONLY'] ?? '';
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
export const shapes: BenchSet = {
  about: 'the commonest searches over a million rows in memory, against statements written by hand',
  minutes: 3,
  run: async ({ isQuick }) => {
    const opened = await open();
    try {
      await load(opened.session, isQuick ? EVENTS / 5 : EVENTS);
      const results: BenchResult[] = [];
      for (const shape of [...OVER_MODELS, ...OVER_EVENTS].filter(({ name }) => name.includes(ONLY))) {
        results.push(...(await measure(shape, opened, isQuick ? 1 : 5)));
      }
      return results;
    } finally {
      await opened.close();
    }
  },
};

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

async function load(session: Session, count: number): Promise<void> {
  for (const rows of batches(events(count))) await session.loadEventRows(rows);
  for (const rows of batches(processes(count))) await session.loadDatasetRows('Endpoint', 'Processes', rows);
  for (const rows of batches(files(count / 5, count))) await session.loadDatasetRows('Endpoint', 'Filesystem', rows);
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

async function measure(
  { name, detections, spl, sql }: Shape,
  { session, query }: Opened,
  runs: number,
): Promise<readonly BenchResult[]> {
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
  if (wrong !== undefined) return [missing(question, 'karst', `the answers differ: ${wrong}`)];
  const subjects = [
    { name: `DuckDB, by hand (${expected.length} rows)`, run: async () => void (await query(sql, columns)) },
    { name: 'karst', run: async () => void (await search()) },
  ];
  return compare(question, subjects, { runs });
}
