import { rm, writeFile } from 'node:fs/promises';
import { type Column, isHidden, type Schema, SEQUENCE, type Value, type ValueType } from '../language/index.ts';
import { duckdb, type JsonColumn } from '../sql/index.ts';
import type { Database } from './duckdb/database.ts';
import type { SessionFolder } from './folder.ts';

/** What a row holds, by field. Absent fields have no entry; an empty list is an absent field. */
export type TableRow = ReadonlyMap<string, Value>;

/** A table that takes rows in order and grows a column for each field that they bring. */
export interface Table {
  readonly name: string;
  /** Adds a row. Await it: rows are kept back and written in batches. */
  add(row: TableRow): Promise<void>;
  /** Writes what was kept back. */
  flush(): Promise<void>;
  /** The columns so far, in the order in which they came; of what was added before the last flush. */
  schema(): Schema;
  /** Values left out because the table already had MAX_COLUMNS columns. */
  droppedValues(): number;
}

/**
 * A batch is written as a file of JSON lines that the database reads itself: bench/load.ts measures it against the
 * appender. Rows are many in a batch since each one costs some statements, and few enough to stay small in memory.
 */
const BATCH_ROWS = 20_000;
const BATCH_CHARACTERS = 16 * 2 ** 20;
/** Fields made of keys without end, such as random ids, would make planning and each scan slow. */
const MAX_COLUMNS = 5000;
/** Room for a line in the database's buffers, unless one needs more; its own default of 16 MiB costs time. */
const LINE_BYTES = 2 ** 20;

/** Creates a table of a database. `columns`: what it has before any row, `_time` for one. */
export async function createTable(
  name: string,
  columns: readonly Column[],
  database: Database,
  folder: SessionFolder,
): Promise<Table> {
  const types = new Map<string, ValueType>([
    [SEQUENCE, 'number'],
    ...columns.map((one) => [one.name, one.type] as const),
  ]);
  await database.execute(duckdb.statements.createTable(name, columnsOf(types)));
  let batch: TableRow[] = [];
  let characters = 0;
  let written = 0;
  let dropped = 0;

  let writing: Promise<void> = Promise.resolve();

  /** The database takes in a batch while the next one is read; not more, so that memory stays small. */
  async function hand(): Promise<void> {
    const rows = batch;
    const before = writing;
    batch = [];
    characters = 0;
    writing = before.then(() => write(rows));
    writing.catch(() => undefined); // thrown to who waits for it next
    await before;
  }

  async function write(rows: readonly TableRow[]): Promise<void> {
    dropped += await grow(name, types, rows, written === 0, database);
    await append(name, types, rows, written, database, folder);
    written += rows.length;
  }

  return {
    name,
    add: async (row) => {
      batch.push(row);
      characters += sizeOf(row);
      if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await hand();
    },
    flush: async () => {
      if (batch.length > 0) await hand();
      await writing;
    },
    schema: () => ({ columns: columnsOf(types).filter(({ name }) => !isHidden(name)), isOpen: false }),
    droppedValues: () => dropped,
  };
}

function columnsOf(types: ReadonlyMap<string, ValueType>): readonly Column[] {
  return [...types].map(([name, type]) => ({ name, type }));
}

function sizeOf(row: TableRow): number {
  let size = 0;
  for (const [name, value] of row) size += name.length + (typeof value === 'number' ? 8 : textLength(value)) + 6;
  return size;
}

function textLength(value: string | readonly string[]): number {
  return typeof value === 'string' ? value.length : value.reduce((sum, one) => sum + one.length + 3, 2);
}

/** Gives the table the columns and types that the rows need; gives how many values have no place. */
async function grow(
  table: string,
  types: Map<string, ValueType>,
  rows: readonly TableRow[],
  isEmpty: boolean,
  database: Database,
): Promise<number> {
  const needed = new Map<string, ValueType>();
  let dropped = 0;
  for (const row of rows) {
    for (const [name, value] of row) {
      const type = typeOf(value);
      if (type === undefined) continue;
      const before = needed.get(name) ?? types.get(name);
      if (before === undefined && types.size + needed.size >= MAX_COLUMNS) dropped++;
      else needed.set(name, before === undefined ? type : widest(before, type));
    }
  }
  const changes = [...needed].flatMap(([name, type]) => growth(table, name, types.get(name), type));
  for (const [name, type] of needed) types.set(name, type);
  // A table of a thousand columns takes seconds when they are added one by one.
  const { dropTable, createTable: create } = duckdb.statements;
  const statements = isEmpty && changes.length > 0 ? [dropTable(table), create(table, columnsOf(types))] : changes;
  for (const sql of statements) await database.execute(sql);
  return dropped;
}

function typeOf(value: Value): ValueType | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? 'number' : undefined;
  if (typeof value === 'string') return 'text';
  return value.length === 0 ? undefined : value.length === 1 ? 'text' : 'multi';
}

function widest(a: ValueType, b: ValueType): ValueType {
  if (a === b) return a;
  return a === 'multi' || b === 'multi' ? 'multi' : 'text';
}

function growth(table: string, name: string, before: ValueType | undefined, type: ValueType): readonly string[] {
  const { statements } = duckdb;
  if (before === type) return [];
  if (before === undefined) return [statements.addColumn(table, { name, type })];
  const toText = before === 'number' ? [statements.textColumn(table, name)] : [];
  return type === 'multi' ? [...toText, statements.widenColumn(table, name)] : toText;
}

async function append(
  table: string,
  types: ReadonlyMap<string, ValueType>,
  rows: readonly TableRow[],
  from: number,
  database: Database,
  folder: SessionFolder,
): Promise<void> {
  const keys = new Map<string, JsonColumn>([[SEQUENCE, { key: 'seq', name: SEQUENCE, type: 'number' }]]);
  const lines = rows.map((row, index) => {
    const entries = [`"seq":${from + index}`];
    for (const [name, value] of row) {
      const type = types.get(name);
      if (type === undefined || typeOf(value) === undefined) continue;
      const known = keys.get(name) ?? { key: `c${keys.size}`, name, type };
      keys.set(name, known);
      entries.push(`"${known.key}":${json(value, type)}`);
    }
    return `{${entries.join(',')}}\n`;
  });
  const file = folder.newFile('.jsonl');
  try {
    await writeFile(file, lines.join(''));
    // A character has three bytes at most for each of its UTF-16 units.
    const longest = lines.reduce((length, line) => Math.max(length, line.length), 0) * 3;
    const sql = duckdb.statements.appendJsonLines(table, file, [...keys.values()], Math.max(LINE_BYTES, longest));
    await database.execute(sql);
  } finally {
    await rm(file, { force: true });
  }
}

function json(value: Value, type: ValueType): string {
  if (type === 'number') return String(value);
  if (type === 'multi') return `[${(typeof value === 'object' ? value : [value]).map(jsonText).join(',')}]`;
  return jsonText(typeof value === 'object' ? (value[0] ?? '') : value);
}

function jsonText(value: string | number): string {
  const text = JSON.stringify(String(value));
  // A lone surrogate is written as an escape that the database refuses; UTF-8 has no place for it.
  return text.includes('\\ud') ? JSON.stringify(String(value).replace(/\p{Surrogate}/gu, '\ufffd')) : text;
}
