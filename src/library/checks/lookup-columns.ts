import { existsSync } from 'node:fs';
import { type Content, openLookupFile } from '../../content/index.ts';
import { type LookupTable, nodesOf, type ParsedSearch, type Plan, type PlanEnvironment } from '../../language/index.ts';
import { Problem } from '../../shared/problem.ts';
import type { ContentLookups } from '../lookups.ts';

/** The lookups of content with the columns that they have, those among them that only searches write. */
export interface KnownLookups {
  readonly catalog: ContentLookups['catalog'];
  /** Takes what a search writes, while it is planned. */
  readonly writeLookup: NonNullable<PlanEnvironment['writeLookup']>;
  /** Those that no content defines and some search writes. */
  made(): ReadonlyMap<string, readonly string[]>;
}

/** Whether a search writes a lookup. Those that do are planned first: then their columns are known to the others. */
export function writesLookup({ pipeline, expansion }: ParsedSearch): boolean {
  return /outputlookup/i.test(expansion.text) && [...nodesOf(pipeline)].some(({ kind }) => kind === 'Outputlookup');
}

/**
 * Reads the headers of the lookups' files. A lookup that searches write has the columns of what they write besides; one
 * that they write without naming all of its columns may have any.
 */
export async function openLookupColumns({ lookups }: Content, { catalog }: ContentLookups): Promise<KnownLookups> {
  const headers = new Map<string, readonly string[]>();
  for (const { name, path } of lookups) {
    const columns = path !== undefined && existsSync(path) ? await headerOf(path) : undefined;
    if (columns !== undefined) headers.set(name, columns);
  }
  const written = new Map<string, Set<string> | 'any'>();
  const made = new Set<string>();
  const find = (name: string): LookupTable | undefined => {
    const table = catalog.lookup(name);
    return table && withColumns(table, headers.get(table.rowsOf ?? name), written.get(table.rowsOf ?? name));
  };
  return {
    catalog: { ...catalog, lookup: find },
    writeLookup: async (name, plan) => {
      if (catalog.lookup(name) === undefined) made.add(name);
      catalog.willWrite(name);
      written.set(name, more(written.get(name), plan));
    },
    made: () => new Map([...made].map((name) => [name, namesOf(written.get(name))])),
  };
}

function more(before: Set<string> | 'any' | undefined, { schema }: Plan): Set<string> | 'any' {
  if (before === 'any' || schema.isOpen) return 'any';
  return new Set([...(before ?? []), ...schema.columns.map(({ name }) => name)]);
}

function namesOf(columns: Set<string> | 'any' | undefined): readonly string[] {
  return columns === undefined || columns === 'any' ? [] : [...columns];
}

/** The table with all its columns, where they are known. */
function withColumns(
  table: LookupTable,
  header: readonly string[] | undefined,
  written: Set<string> | 'any' | undefined,
): LookupTable {
  const own = header ?? table.schema.columns.map(({ name }) => name);
  const names = [...new Set([...own, ...namesOf(written), '_key'])];
  const isKnown = table.script === undefined && written !== 'any' && (own.length > 0 || written !== undefined);
  if (!isKnown) return table;
  return { ...table, schema: { columns: names.map((name) => ({ name, type: 'text' })), isOpen: false } };
}

/** A file that is no CSV is told by the search that reads it. */
async function headerOf(file: string): Promise<readonly string[] | undefined> {
  try {
    return (await openLookupFile(file)).columns.filter((name) => name !== '');
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
