import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Content, type Lookup, openLookupFile } from '../content/index.ts';
import type { LookupDefinition, Session } from '../engine/index.ts';
import type { Catalog, LookupTable } from '../language/index.ts';

/** The lookups that searches may name; only those that one did name are read. */
export interface ContentLookups {
  /** As the planner sees them ahead of the data; notes which ones it is asked for. */
  readonly catalog: Required<Pick<Catalog, 'lookup' | 'lookups'>>;
  /** Loads what was asked for and is not loaded yet: what searches wrote to a lookup stays. */
  load(session: Session): Promise<void>;
}

/** Lookups of Splunk's apps that content reads and that are empty until somebody fills them, with their columns. */
const BUILT_IN: ReadonlyMap<string, readonly string[]> = new Map([
  ['identity_lookup_expanded', ['identity', 'email', 'first', 'last', 'bunit', 'category', 'priority', 'watchlist']],
  ['asset_lookup_by_str', ['asset', 'ip', 'mac', 'dns', 'nt_host', 'owner', 'priority', 'bunit', 'category']],
  ['cim_corporate_web_domain_lookup', ['domain']],
  ['cim_corporate_email_domain_lookup', ['domain']],
  ['cim_cloud_domain_lookup', ['domain']],
  ['alexa_lookup_by_str', ['domain', 'rank']],
  ['interesting_ports_lookup', ['dest_port', 'transport', 'app', 'is_required', 'is_secure', 'is_prohibited']],
  ['asn_lookup_by_cidr', ['ip', 'asn', 'autonomous_system']],
]);

export function contentLookups(content: Content): ContentLookups {
  const byName = new Map<string, Lookup>();
  for (const lookup of content.lookups) {
    if (lookup.type === 'mlmodel') continue;
    byName.set(lookup.name, lookup);
  }
  const asked = new Set<string>();
  const loaded = new Set<string>();
  return {
    catalog: {
      lookup: (name) => {
        const found = tableOf(name, byName);
        if (found !== undefined) asked.add(name);
        return found;
      },
      lookups: () => [...byName.keys(), ...BUILT_IN.keys()],
    },
    load: async (session) => {
      for (const name of asked) {
        if (loaded.has(name)) continue;
        loaded.add(name);
        await loadLookup(session, name, byName);
      }
    },
  };
}

function tableOf(name: string, byName: ReadonlyMap<string, Lookup>): LookupTable | undefined {
  const lookup = byName.get(name);
  const file = lookup?.path ?? fileNamed(name, byName);
  if (lookup === undefined && file === undefined && !BUILT_IN.has(name)) return undefined;
  const { matches = [], isCaseSensitive = true, minMatches = 0, maxMatches = 100, defaultMatch } = lookup ?? {};
  const columns = (lookup?.fields ?? BUILT_IN.get(name) ?? []).map((one) => ({ name: one, type: 'text' as const }));
  return {
    matches,
    isCaseSensitive,
    minMatches,
    maxMatches,
    ...(defaultMatch === undefined ? {} : { defaultMatch }),
    schema: { columns, isOpen: true },
    ...(file !== undefined && !existsSync(file) ? { missingFile: file } : {}),
  };
}

/** The file of a definition, named itself: it then matches exactly. Other files are not looked for. */
function fileNamed(name: string, byName: ReadonlyMap<string, Lookup>): string | undefined {
  if (!name.endsWith('.csv')) return undefined;
  return [...byName.values()].find((one) => one.path !== undefined && path.basename(one.path) === name)?.path;
}

async function loadLookup(session: Session, name: string, byName: ReadonlyMap<string, Lookup>): Promise<void> {
  const lookup = byName.get(name);
  const file = lookup?.path ?? fileNamed(name, byName);
  const definition: LookupDefinition = lookup ?? {};
  if (file === undefined) {
    const columns = lookup?.fields ?? BUILT_IN.get(name) ?? [];
    await session.loadLookup(name, { ...definition, columns }, []);
    return;
  }
  if (!existsSync(file)) return;
  const { columns, rows } = await openLookupFile(file);
  await session.loadLookup(name, { ...definition, columns: columns.filter((one) => one !== '') }, rows());
}
