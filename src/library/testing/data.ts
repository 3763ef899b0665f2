import path from 'node:path';
import { type AttackData, type Detection, repositoryRootOf } from '../../content/index.ts';
import type { DataCache } from './cache.ts';
import { refuseLfsPointer } from './lfs-pointer.ts';
import { fileBelow } from './local-data.ts';
import { LOCK_FILE } from './lock.ts';
import type { Locks } from './locks.ts';

/** Where the data of tests come from. */
export interface DataSources {
  /** A folder that stands for what lies below `/datasets/` of an address: nothing is fetched of such an address. */
  readonly attackData?: string;
  readonly cache: DataCache;
  readonly locks: Locks;
  /** One for all, instead of that of each repository. */
  readonly lockFile?: string;
  /** The detections come with karst: they lie in no repository. */
  readonly isBuiltIn: boolean;
}

/**
 * The file with the data of a test.
 *
 * @throws Problem TE001 to TE005, and the reason of the signal
 */
export async function locate({ data }: AttackData, detection: Detection, sources: DataSources): Promise<string> {
  const file = await fileOf(data, detection, sources);
  await refuseLfsPointer(file, data);
  return file;
}

async function fileOf(data: string, detection: Detection, sources: DataSources): Promise<string> {
  const { attackData, cache, locks, isBuiltIn } = sources;
  const root = repositoryRootOf(detection.file) ?? path.dirname(detection.file);
  if (!/^https?:\/\//i.test(data)) return await fileBelow(root, data);
  const dataset = datasetOf(data);
  if (attackData !== undefined && dataset !== undefined) return await fileBelow(attackData, dataset);
  const lockFile = sources.lockFile ?? (isBuiltIn ? undefined : path.join(root, LOCK_FILE));
  const locked = lockFile === undefined ? undefined : await locks.entry(lockFile, data);
  const found = await cache.get(data, locked);
  if (lockFile !== undefined) locks.add(lockFile, data, found);
  return found.file;
}

/** What follows `/datasets/` in the path of an address. */
function datasetOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const [, dataset] = parsed === undefined ? [] : (/\/datasets\/(.+)$/.exec(parsed.pathname) ?? []);
  if (dataset === undefined) return undefined;
  try {
    return decodeURIComponent(dataset);
  } catch {
    return dataset;
  }
}
