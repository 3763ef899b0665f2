import { open, rm } from 'node:fs/promises';
import { type Column, isHidden, type Schema, SEQUENCE, type ValueType } from '../language/index.ts';
import { writingTemp } from '../shared/write-failure.ts';
import { duckdb, type JsonColumn } from '../sql/index.ts';
import type { Database } from './duckdb/database.ts';
import type { SessionFolder } from './folder.ts';
import { type FieldCounts, openRowWriter, type RowLines, type StoredType, type TableRow } from './row-lines.ts';

/** A table that takes rows in order and grows a column for each field that they bring. */
export interface Table {
  readonly name: string;
  /** Adds a row. Await it: rows are kept back and written in batches. */
  add(row: TableRow): Promise<void>;
  /** Adds rows that somebody else wrote and numbered, all of them higher than those before. */
  addLines(lines: RowLines): Promise<void>;
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
/** Files that one statement reads. */
const BATCH_PARTS = 500;
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
  const writer = openRowWriter();
  let batch: RowLines[] = [];
  let next = 0;
  let isEmpty = true;
  let dropped = 0;

  let writing: Promise<void> = Promise.resolve();

  /** Rows that were added one by one come behind the lines before them. */
  function gather(): void {
    if (writer.rows > 0) batch.push(writer.take());
  }

  /** The database takes in a batch while the next one is read; not more, so that memory stays small. */
  async function hand(): Promise<void> {
    const parts = batch;
    const before = writing;
    batch = [];
    writing = before.then(() => write(parts));
    writing.catch(() => undefined); // thrown to who waits for it next
    await before;
  }

  async function write(parts: readonly RowLines[]): Promise<void> {
    const fields = fieldsOf(parts);
    dropped += await grow(name, types, fields, isEmpty, database);
    await append(name, types, parts, fields, database, folder);
    isEmpty = false;
  }

  return {
    name,
    add: async (row) => {
      writer.add(row, next++);
      if (writer.rows < BATCH_ROWS && writer.characters < BATCH_CHARACTERS) return;
      gather();
      await hand();
    },
    addLines: async (lines) => {
      gather();
      batch.push(lines);
      next = lines.last + 1;
      const rows = batch.reduce((sum, part) => sum + part.rows, 0);
      const bytes = batch.reduce((sum, part) => sum + part.bytes, 0);
      if (rows >= BATCH_ROWS || bytes >= BATCH_CHARACTERS || batch.length >= BATCH_PARTS) await hand();
    },
    flush: async () => {
      gather();
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

/** The fields of all parts, in the order in which they came. */
function fieldsOf(parts: readonly RowLines[]): ReadonlyMap<string, FieldCounts> {
  const fields = new Map<string, FieldCounts>();
  for (const part of parts) {
    for (const [name, more] of part.fields) {
      const { text, number, multi } = fields.get(name) ?? NO_VALUES;
      fields.set(name, { text: text + more.text, number: number + more.number, multi: multi + more.multi });
    }
  }
  return fields;
}

const NO_VALUES: FieldCounts = { text: 0, number: 0, multi: 0 };
const STORED_TYPES: readonly StoredType[] = ['text', 'number', 'multi'];

/** Gives the table the columns and types that the rows need; gives how many values have no place. */
async function grow(
  table: string,
  types: Map<string, ValueType>,
  fields: ReadonlyMap<string, FieldCounts>,
  isEmpty: boolean,
  database: Database,
): Promise<number> {
  const needed = new Map<string, ValueType>();
  let dropped = 0;
  for (const [name, counts] of fields) {
    const before = types.get(name);
    if (before === undefined && types.size + needed.size >= MAX_COLUMNS) {
      dropped += counts.text + counts.number + counts.multi;
    } else {
      const all = [...(before === undefined ? [] : [before]), ...writtenTypes(counts)];
      needed.set(name, all.reduce(widest));
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

function writtenTypes(counts: FieldCounts): readonly StoredType[] {
  return STORED_TYPES.filter((type) => counts[type] > 0);
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
  parts: readonly RowLines[],
  fields: ReadonlyMap<string, FieldCounts>,
  database: Database,
  folder: SessionFolder,
): Promise<void> {
  const columns: JsonColumn[] = [{ name: SEQUENCE, type: 'number', written: ['number'] }];
  for (const [name, counts] of fields) {
    const type = types.get(name);
    if (type !== undefined) columns.push({ name, type, written: writtenTypes(counts) });
  }
  const longest = parts.reduce((length, part) => Math.max(length, part.longest), LINE_BYTES);
  const files = filesOf(parts, folder);
  try {
    await files.write();
    await database.execute(duckdb.statements.appendJsonLines(table, files.paths, columns, longest));
  } finally {
    for (const path of files.paths) await rm(path, { force: true });
  }
}

/** One file for all parts that are in memory, beside those that have one already. */
function filesOf(
  parts: readonly RowLines[],
  folder: SessionFolder,
): { readonly paths: readonly string[]; write(): Promise<void> } {
  const texts = parts.flatMap(({ text }) => (typeof text === 'string' ? [] : [text]));
  const given = parts.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
  if (texts.length === 0) return { paths: given, write: async () => {} };
  const path = folder.newFile('.jsonl');
  return { paths: [path, ...given], write: () => writeAll(path, texts) };
}

/** The same rows in a file. It goes when they are added. */
export async function writtenLines(lines: RowLines, folder: SessionFolder): Promise<RowLines> {
  if (typeof lines.text === 'string') return lines;
  const path = folder.newFile('.jsonl');
  await writeAll(path, [lines.text]);
  return { ...lines, text: path };
}

async function writeAll(path: string, texts: readonly Uint8Array[]): Promise<void> {
  await writingTemp(path, async () => {
    const file = await open(path, 'wx');
    try {
      for (const text of texts) await file.writeFile(text);
    } finally {
      await file.close();
    }
  });
}
