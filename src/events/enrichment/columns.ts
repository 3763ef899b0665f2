/** The columns of a list of assets by which one is known, each with several values, a bar between them. */
export const ASSET_KEYS = ['ip', 'mac', 'nt_host', 'dns'] as const;

/** The other columns of a list of assets. */
export const ASSET_COLUMNS = [
  'owner',
  'priority',
  'lat',
  'long',
  'city',
  'country',
  'bunit',
  'category',
  'pci_domain',
  'is_expected',
  'should_timesync',
  'should_update',
  'requires_av',
  'cim_entity_zone',
] as const;

/** The columns of a list of identities by which one is known. */
export const IDENTITY_KEYS = ['identity', 'email'] as const;

/** The other columns of a list of identities. */
export const IDENTITY_COLUMNS = [
  'prefix',
  'nick',
  'first',
  'last',
  'suffix',
  'phone',
  'managedBy',
  'priority',
  'bunit',
  'category',
  'watchlist',
  'startDate',
  'endDate',
  'work_city',
  'work_country',
  'work_lat',
  'work_long',
  'cim_entity_zone',
] as const;

/** Columns besides the keys that hold several values. */
const LISTS: ReadonlySet<string> = new Set(['category', 'pci_domain', ...ASSET_KEYS, 'identity']);

/** The values of a cell. */
export function valuesOf(column: string, cell: string): readonly string[] {
  if (!LISTS.has(column)) return [cell];
  return cell
    .split('|')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
