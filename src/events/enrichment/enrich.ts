import type { FieldValue } from '../event.ts';
import { type EventFields, fieldOf } from '../fields.ts';
import { ASSET_KEYS, IDENTITY_KEYS, valuesOf } from './columns.ts';
import { isRange, openRanges } from './ranges.ts';

/** A row of a list of assets or identities: cells by their columns, empty ones left out. */
export type Entity = Readonly<Record<string, string>>;

/** What is known about the computers and users that logs name. */
export interface KnownEntities {
  readonly assets: readonly Entity[];
  readonly identities: readonly Entity[];
}

/** Fields that name a computer, and those that name a user. Source: Splunk Enterprise Security, correlation setup. */
const ASSET_FIELDS = ['dest', 'src', 'dvc'];
const IDENTITY_FIELDS = ['user', 'src_user'];

/** Values whose entity is remembered. */
const KEPT = 50_000;

/**
 * Opens the step that adds context to events: of the asset that `dest` names, its columns as `dest_owner`,
 * `dest_priority` and so on, and of the user those of the identity. Letters match in either case; a field that is there
 * is kept; of rows that share a key the first counts. Networks and ranges among the addresses match what lies in them,
 * the narrowest first.
 *
 * Source: Splunk Enterprise Security, Format an asset or identity list as a lookup.
 */
export function openEnrichment({ assets, identities }: KnownEntities): (fields: EventFields) => void {
  const assetOf = openFinder(assets, ASSET_KEYS);
  const identityOf = openFinder(identities, IDENTITY_KEYS);
  return (fields) => {
    for (const field of ASSET_FIELDS) addContext(fields, field, assetOf);
    for (const field of IDENTITY_FIELDS) addContext(fields, field, identityOf);
  };
}

/** The context of an entity: values by the ends of the names of fields. */
type Context = readonly (readonly [suffix: string, value: FieldValue])[];

type Finder = (value: string) => Context | undefined;

function addContext(fields: EventFields, field: string, find: Finder): void {
  const value = fields.get(field);
  if (value === undefined) return;
  for (const one of typeof value === 'object' ? value : [value]) {
    const context = find(one);
    if (context === undefined) continue;
    for (const [suffix, known] of context) fields.setDefault(`${field}_${suffix}`, known);
    return;
  }
}

function openFinder(entities: readonly Entity[], keys: readonly string[]): Finder {
  const byKey = new Map<string, Context>();
  const ranges: (readonly [range: string, value: Context])[] = [];
  for (const entity of entities) {
    const context = contextOf(entity);
    for (const key of keys.flatMap((column) => valuesOf(column, entity[column] ?? ''))) {
      if (isRange(key)) ranges.push([key, context]);
      else if (!byKey.has(key.toLowerCase())) byKey.set(key.toLowerCase(), context);
    }
  }
  const inRange = openRanges(ranges);
  const known = new Map<string, Context | undefined>();
  return (value) => {
    if (known.has(value)) return known.get(value);
    if (known.size >= KEPT) known.clear();
    const found = byKey.get(value.toLowerCase()) ?? inRange(value);
    known.set(value, found);
    return found;
  };
}

function contextOf(entity: Entity): Context {
  return Object.entries(entity).flatMap(([column, cell]) => {
    const value = fieldOf(valuesOf(column, cell));
    return value === undefined ? [] : [[column, value] as const];
  });
}
