import type { ContentKind } from './content.ts';

const DETECTION_TYPES: ReadonlySet<unknown> = new Set(['TTP', 'Anomaly', 'Hunting', 'Correlation']);

/** What tells a mapping of a source from the description of one. */
const MAPPING_KEYS = ['recognise', 'extract', 'evals', 'event_types'];

const FOLDERS: Readonly<Record<string, ContentKind>> = {
  detections: 'detection',
  macros: 'macro',
  lookups: 'lookup',
  stories: 'story',
  baselines: 'baseline',
  data_sources: 'data_source',
  sources: 'source',
  deployments: 'deployment',
  schedules: 'deployment',
  dashboards: 'dashboard',
  playbooks: 'other',
  investigations: 'other',
  // Content that its publisher took out, kept for the record.
  removed: 'other',
};

/**
 * What a file is: by its keys, and where they leave it open by the nearest folder whose name says so. `folders` are
 * the names of the folders that it lies in, outermost first.
 */
export function kindOf(data: unknown, folders: readonly string[]): ContentKind {
  const byFolder = folders.map((folder) => (Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder] : undefined));
  const folder = byFolder.findLast((kind) => kind !== undefined);
  if (folders.includes('removed')) return 'other';
  return kindOfKeys(data, folder) ?? folder ?? 'other';
}

function kindOfKeys(data: unknown, folder: ContentKind | undefined): ContentKind | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const has = (...keys: string[]) => keys.some((key) => Object.hasOwn(data, key));
  const type = 'type' in data ? data.type : undefined;
  if (has('status') && 'status' in data && data.status === 'removed') return 'other';
  if (has('search')) {
    if (DETECTION_TYPES.has(type)) return 'detection';
    if (type === 'Baseline') return 'baseline';
    return folder ?? (has('name') ? 'detection' : undefined);
  }
  if (has('definition')) return 'macro';
  if (has('narrative')) return 'story';
  if (has('lookup_type', 'filename', 'collection')) return 'lookup';
  if (has('sourcetype') && (folder === 'source' || has(...MAPPING_KEYS))) return 'source';
  if (has('sourcetype')) return 'data_source';
  if (has('cron_schedule', 'scheduling')) return 'deployment';
  return undefined;
}
