import type { Column, LookupMatching, LookupTable, LookupWriting, Row, Value } from '../language/index.ts';
import type { Database } from './duckdb/database.ts';
import type { SessionFolder } from './folder.ts';
import { createTable, type Table } from './table.ts';

/** How a lookup matches, and the columns it has besides those that its rows bring. */
export interface LookupDefinition extends Partial<LookupMatching> {
  readonly columns?: readonly string[];
  /** The lookup whose rows these are, where it has none of its own: its file under another name. */
  readonly rowsOf?: string;
  /** Rows are records with a `_key`, whose fields are the columns and may have several values; else lines of a file. */
  readonly isCollection?: boolean;
}

/** Splunk's default for lookups that are not bound to a time. */
const MAX_MATCHES = 100;

/** Rows in batches, or one by one. */
type Rows = AsyncIterable<Row> | Iterable<Row>;

/** The lookups of a session. */
export interface Lookups {
  /** Replaces a lookup of that name, if there is one. */
  load(name: string, definition: LookupDefinition, rows: Rows): Promise<void>;
  /** Other rows for a lookup, or more of them: then its columns stay as they are and other fields are left out. */
  write(name: string, rows: Rows, columns: readonly string[], writing: LookupWriting): Promise<void>;
  find(name: string): LookupTable | undefined;
  names(): readonly string[];
  /** Forgets all of them, and gives the names of their tables. */
  clear(): readonly string[];
}

interface Entry {
  readonly definition: LookupDefinition;
  readonly table: Table;
}

export function openLookups(database: Database, folder: SessionFolder, drop: (table: string) => string): Lookups {
  const entries = new Map<string, Entry>();
  const aliases = new Map<string, LookupDefinition>();
  let keys = 0;

  async function load(name: string, definition: LookupDefinition, rows: Rows): Promise<void> {
    if (definition.rowsOf !== undefined) {
      aliases.set(name, definition);
      return;
    }
    const before = entries.get(name);
    if (before !== undefined) await database.execute(drop(before.table.name));
    const columns = (definition.columns ?? []).map((column): Column => ({ name: column, type: 'text' }));
    const table = await createTable(`lookup ${name}`, columns, database, folder);
    entries.set(name, { definition, table });
    for await (const row of rows) await table.add(cells(row));
    await table.flush();
  }

  /** Rows as the lookup keeps them. */
  async function* kept(rows: Rows, { isCollection = false }: LookupDefinition, writing: LookupWriting) {
    for await (const row of rows) {
      const record = storedRow(row, isCollection || writing.keepsValues === true);
      // Keys are numbered, so that the same run gives the same ones.
      yield isCollection && record['_key'] === undefined
        ? { _key: String(++keys).padStart(24, '0'), ...record }
        : record;
    }
  }

  async function write(name: string, rows: Rows, given: readonly string[], writing: LookupWriting): Promise<void> {
    const before = entries.get(name);
    const definition = before?.definition ?? {};
    const stored = kept(rows, definition, writing);
    const known = before?.table.schema().columns.map((column) => column.name) ?? [];
    if (before === undefined || !writing.isAppended || known.length === 0) {
      const isFixed = definition.isCollection === true && (definition.columns ?? []).length > 0;
      const columns = isFixed ? (definition.columns ?? []) : given.filter(isStored);
      await load(name, { ...definition, columns }, isFixed ? only(stored, columns) : stored);
      return;
    }
    for await (const row of only(stored, known)) await before.table.add(cells(row));
    await before.table.flush();
  }

  return {
    load,
    write,
    find: (name) => {
      const alias = aliases.get(name);
      const entry = entries.get(alias?.rowsOf ?? name);
      return entry && tableOf(alias ?? entry.definition, entry.table);
    },
    names: () => [...entries.keys(), ...aliases.keys()],
    clear: () => {
      const tables = [...entries.values()].map(({ table }) => table.name);
      entries.clear();
      aliases.clear();
      return tables;
    },
  };
}

function tableOf(definition: LookupDefinition, table: Table): LookupTable {
  const { matches = [], isCaseSensitive = true, minMatches = 0, maxMatches = MAX_MATCHES } = definition;
  const { defaultMatch, script, rowsOf } = definition;
  return {
    matches,
    isCaseSensitive,
    minMatches,
    maxMatches,
    ...(defaultMatch === undefined ? {} : { defaultMatch }),
    ...(script === undefined ? {} : { script }),
    ...(rowsOf === undefined ? {} : { rowsOf }),
    schema: table.schema(),
  };
}

/** Empty cells are no values. */
function cells(row: Row): ReadonlyMap<string, Value> {
  return new Map(Object.entries(row).filter(([, value]) => value !== ''));
}

async function* only(rows: AsyncIterable<Row>, columns: readonly string[]): AsyncGenerator<Row> {
  const known = new Set(columns);
  for await (const row of rows) yield Object.fromEntries(Object.entries(row).filter(([name]) => known.has(name)));
}

/** Internal fields are not kept, but for the key. */
function isStored(name: string): boolean {
  return !name.startsWith('_') || name === '_key';
}

/** Results as texts; several values in one cell, unless the lookup keeps them apart. */
function storedRow(row: Row, keepsValues: boolean): Row {
  const entries = Object.entries(row)
    .filter(([name]) => isStored(name))
    .map(([name, value]): [string, Value] => {
      if (typeof value !== 'object') return [name, String(value)];
      return [name, keepsValues ? value : value.join(' ')];
    });
  return Object.fromEntries(entries);
}
