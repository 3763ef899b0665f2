import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Content, type Lookup, openLookupFile } from '../content/index.ts';
import type { LookupDefinition, Session } from '../engine/index.ts';
import { entityLookups, type KnownEntities } from '../events/index.ts';
import type { Catalog, LookupTable, Row } from '../language/index.ts';
import { builtInLookup, builtInLookupNames, builtInLookupOf } from './built-in-lookups.ts';

/** The lookups that searches may name; only those that one did name are read. */
export interface ContentLookups {
  /** As the planner sees them ahead of the data; notes which ones it is asked for, and which ones searches write. */
  readonly catalog: Required<Pick<Catalog, 'lookup' | 'lookups' | 'willWrite'>>;
  /**
   * Loads what was asked for and is not loaded yet: what searches wrote to a lookup stays.
   *
   * @param wanted the only ones that are loaded. Default: all that were asked for
   */
  load(session: Session, wanted?: ReadonlySet<string>): Promise<void>;
}

/** The same lookups; `names` takes those that are asked for or written, and those whose rows they are. */
export function noting(catalog: ContentLookups['catalog'], names: Set<string>): ContentLookups['catalog'] {
  return {
    ...catalog,
    lookup: (name) => {
      const found = catalog.lookup(name);
      for (const one of found?.rowsOf === undefined ? [name] : [name, found.rowsOf]) names.add(one);
      return found;
    },
    willWrite: (name) => {
      names.add(name);
      catalog.willWrite(name);
    },
  };
}

/** A lookup that is known before anything is read. */
interface Known {
  readonly definition: LookupDefinition;
  /** Where its rows are; absent for one that begins empty. */
  readonly file?: string;
  /** Its rows, where they are at hand. */
  readonly rows?: readonly Row[];
}

/** @param entities what fills the lookups of assets and identities that are empty otherwise */
export function contentLookups(content: Content, entities?: KnownEntities): ContentLookups {
  const known = openKnown(content, entities === undefined ? new Map() : entityLookups(entities));
  const asked = new Set<string>();
  const loaded = new Set<string>();
  const written = new Set<string>();
  return {
    catalog: {
      lookup: (name) => {
        const found = known.find(name);
        if (found === undefined) return written.has(name) ? tableOf({ definition: {} }, true) : undefined;
        const { rowsOf } = found.definition;
        for (const one of rowsOf === undefined ? [name] : [rowsOf, name]) asked.add(one);
        return tableOf(found, written.has(rowsOf ?? name));
      },
      lookups: () => [...new Set([...known.names(), ...written])],
      willWrite: (name) => {
        written.add(name);
      },
    },
    load: async (session, wanted = asked) => {
      for (const name of asked) {
        if (!wanted.has(name)) continue;
        const found = loaded.has(name) ? undefined : known.find(name);
        loaded.add(name);
        if (found !== undefined) await loadLookup(session, name, found);
      }
    },
  };
}

/** The lookups of content before those that karst has itself; files by the names of their definitions. */
function openKnown({ lookups }: Content, filled: ReadonlyMap<string, readonly Row[]>) {
  const byName = new Map(lookups.filter(({ type }) => type !== 'mlmodel').map((lookup) => [lookup.name, lookup]));
  const find = (name: string): Known | undefined => {
    const lookup = byName.get(name);
    if (lookup !== undefined) return ofContent(lookup);
    const builtIn = builtInLookup(name);
    const rows = filled.get(name);
    if (builtIn !== undefined)
      return { definition: rows ? { ...builtIn, isCaseSensitive: false } : builtIn, ...(rows && { rows }) };
    const owner = ownerOf(name, byName.values());
    const file = owner && find(owner)?.file;
    // Named by its file it matches exactly.
    return owner === undefined ? undefined : { definition: { rowsOf: owner }, ...(file === undefined ? {} : { file }) };
  };
  return { find, names: () => [...byName.keys(), ...builtInLookupNames()] };
}

function ofContent(lookup: Lookup): Known {
  const { matches, isCaseSensitive, minMatches, maxMatches, defaultMatch, fields, type, path: file } = lookup;
  return {
    definition: {
      matches,
      isCaseSensitive,
      ...(minMatches === undefined ? {} : { minMatches }),
      ...(maxMatches === undefined ? {} : { maxMatches }),
      ...(defaultMatch === undefined ? {} : { defaultMatch }),
      columns: fields,
      isCollection: type === 'kvstore',
    },
    ...(file === undefined ? {} : { file }),
  };
}

/** The lookup whose file has this name. Other files are not looked for. */
function ownerOf(file: string, lookups: Iterable<Lookup>): string | undefined {
  if (!file.endsWith('.csv')) return undefined;
  const owner = [...lookups].find((one) => one.path !== undefined && path.basename(one.path) === file);
  return owner?.name ?? builtInLookupOf(file);
}

function tableOf({ definition, file }: Known, isWritten: boolean): LookupTable {
  const { matches = [], isCaseSensitive = true, minMatches = 0, maxMatches = 100, columns = [] } = definition;
  const { defaultMatch, script, rowsOf } = definition;
  return {
    matches,
    isCaseSensitive,
    minMatches,
    maxMatches,
    ...(defaultMatch === undefined ? {} : { defaultMatch }),
    ...(script === undefined ? {} : { script }),
    ...(rowsOf === undefined ? {} : { rowsOf }),
    schema: { columns: columns.map((name) => ({ name, type: 'text' as const })), isOpen: script === undefined },
    ...(file !== undefined && !isWritten && !existsSync(file) ? { missingFile: file } : {}),
  };
}

async function loadLookup(
  session: Session,
  name: string,
  { definition, file, rows: given = [] }: Known,
): Promise<void> {
  // A file that is missing is no lookup ahead of the data, unless a search writes it first.
  if (file === undefined || definition.rowsOf !== undefined || !existsSync(file)) {
    await session.loadLookup(name, definition, given);
    return;
  }
  const { columns, rows } = await openLookupFile(file);
  await session.loadLookup(name, { ...definition, columns: columns.filter((one) => one !== '') }, rows());
}
