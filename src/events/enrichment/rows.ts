import type { FieldValue } from '../event.ts';
import { fieldOf } from '../fields.ts';
import { ASSET_KEYS, IDENTITY_KEYS, valuesOf } from './columns.ts';
import type { Entity, KnownEntities } from './enrich.ts';

/** A row of a dataset of `Identity_Management`. */
export type EntityRow = Readonly<Record<string, FieldValue>>;

/** The rows of the data model `Identity_Management`, by dataset. */
export function entityRows({ assets, identities }: KnownEntities): ReadonlyMap<string, readonly EntityRow[]> {
  return new Map([
    ['All_Assets', assets.map((asset) => rowOf('All_Assets', asset, 'asset', ASSET_KEYS, ASSET_TAGS))],
    ['All_Identities', identities.map((one) => rowOf('All_Identities', one, 'identity', IDENTITY_KEYS, IDENTITY_TAGS))],
  ]);
}

/** The rows of the lookups of Enterprise Security that hold assets and identities: one for each key. */
export function entityLookups(known: KnownEntities): ReadonlyMap<string, readonly EntityRow[]> {
  const rows = entityRows(known);
  const expanded = (dataset: string, key: string): readonly EntityRow[] =>
    (rows.get(dataset) ?? []).flatMap(({ _nodename: _, ...row }) => {
      return [row[key] ?? []].flat().map((one) => ({ ...row, [key]: one }));
    });
  return new Map([
    ['asset_lookup_by_str', expanded('All_Assets', 'asset')],
    ['identity_lookup_expanded', expanded('All_Identities', 'identity')],
  ]);
}

/** The columns whose values are tags of the entity. */
const ASSET_TAGS = ['category', 'pci_domain', 'bunit'];
const IDENTITY_TAGS = ['category', 'bunit', 'watchlist'];

function rowOf(
  dataset: string,
  entity: Entity,
  kind: 'asset' | 'identity',
  keys: readonly string[],
  tagged: readonly string[],
): EntityRow {
  const values = (columns: readonly string[]): FieldValue | undefined =>
    fieldOf([...new Set(columns.flatMap((column) => valuesOf(column, entity[column] ?? '')))].filter(Boolean));
  const fields: (readonly [name: string, value: FieldValue | undefined])[] = [
    ...Object.keys(entity).map((column) => [column, values([column])] as const),
    [kind, values(keys)],
    [`${kind}_tag`, values(tagged)],
    ['_nodename', dataset],
  ];
  return Object.fromEntries(fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
