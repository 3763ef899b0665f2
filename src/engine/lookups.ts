import type { Column, LookupMatching, LookupTable, Row, Value } from '../language/index.ts';
import type { Database } from './duckdb/database.ts';
import type { SessionFolder } from './folder.ts';
import { createTable, type Table } from './table.ts';

/** How a lookup matches, and the columns it has besides those that its rows bring. */
export interface LookupDefinition extends Partial<LookupMatching> {
  readonly columns?: readonly string[];
}

/** Splunk's default for lookups that are not bound to a time. */
const MAX_MATCHES = 100;

/** The lookups of a session. */
export interface Lookups {
  /** Replaces a lookup of that name, if there is one. */
  load(name: string, definition: LookupDefinition, rows: AsyncIterable<Row> | Iterable<Row>): Promise<void>;
  /** Other rows for a lookup, or more of them: then its columns stay as they are and other fields are left out. */
  write(name: string, rows: readonly Row[], isAppended: boolean): Promise<void>;
  find(name: string): LookupTable | undefined;
  names(): readonly string[];
}

interface Entry {
  readonly definition: LookupDefinition;
  readonly table: Table;
}

export function openLookups(database: Database, folder: SessionFolder, drop: (table: string) => string): Lookups {
  const entries = new Map<string, Entry>();

  async function load(
    name: string,
    definition: LookupDefinition,
    rows: AsyncIterable<Row> | Iterable<Row>,
  ): Promise<void> {
    const before = entries.get(name);
    if (before !== undefined) await database.execute(drop(before.table.name));
    const columns = (definition.columns ?? []).map((column): Column => ({ name: column, type: 'text' }));
    const table = await createTable(`lookup ${name}`, columns, database, folder);
    entries.set(name, { definition, table });
    for await (const row of rows) await table.add(cells(row));
    await table.flush();
  }

  async function write(name: string, rows: readonly Row[], isAppended: boolean): Promise<void> {
    const before = entries.get(name);
    const written = rows.map(csvRow);
    const known = new Set(before?.table.schema().columns.map((column) => column.name));
    if (!isAppended || before === undefined || known.size === 0) {
      const columns = [...new Set(written.flatMap((row) => Object.keys(row)))];
      await load(name, { ...before?.definition, columns }, written);
      return;
    }
    for (const row of written) await before.table.add(cells(row, known));
    await before.table.flush();
  }

  return {
    load,
    write,
    find: (name) => {
      const entry = entries.get(name);
      return entry && { ...matchingOf(entry.definition), schema: entry.table.schema() };
    },
    names: () => [...entries.keys()],
  };
}

function matchingOf({
  matches,
  isCaseSensitive,
  minMatches,
  maxMatches,
  defaultMatch,
}: LookupDefinition): LookupMatching {
  return {
    matches: matches ?? [],
    isCaseSensitive: isCaseSensitive ?? true,
    minMatches: minMatches ?? 0,
    maxMatches: maxMatches ?? MAX_MATCHES,
    ...(defaultMatch === undefined ? {} : { defaultMatch }),
  };
}

/** Empty cells are no values. */
function cells(row: Row, known?: ReadonlySet<string>): ReadonlyMap<string, Value> {
  return new Map(Object.entries(row).filter(([name, value]) => value !== '' && (known?.has(name) ?? true)));
}

/** Results as a file of the lookup would keep them: texts, several values in one cell, no internal fields but `_key`. */
function csvRow(row: Row): Row {
  const entries = Object.entries(row).filter(([name]) => !name.startsWith('_') || name === '_key');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'object' ? value.join(' ') : String(value)]),
  );
}
