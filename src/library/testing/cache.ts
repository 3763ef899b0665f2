import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../../shared/problem.ts';
import { cacheFolder } from '../cache-folder.ts';
import { DOWNLOAD_LIMITS, type DownloadLimits, download, notKept } from './download.ts';
import { refuseLfsPointer } from './lfs-pointer.ts';
import type { LockEntry } from './lock.ts';

export interface CacheOptions {
  readonly folder: string;
  /** Nothing is fetched: what is not in the cache is not there. */
  readonly isOffline: boolean;
  /** Fetches again what is there, once. */
  readonly isRefreshing: boolean;
  /** Default: DOWNLOAD_LIMITS. */
  readonly limits?: DownloadLimits;
  readonly signal?: AbortSignal;
}

export interface CachedData extends LockEntry {
  readonly file: string;
}

/** Data of tests that were fetched, kept by what they are: two addresses of the same bytes have one file. */
export interface DataCache {
  /**
   * The file of an address, fetched where it is not there or is damaged.
   *
   * @param locked what the data must be
   * @throws Problem TE001 where the cache cannot be written, TE002 to TE004; and the reason of the signal
   */
  get(url: string, locked: LockEntry | undefined): Promise<CachedData>;
}

/** `karst` in the user's folder of caches. Source: XDG Base Directory Specification. */
export function defaultCacheFolder(environment: NodeJS.ProcessEnv): string {
  return path.join(cacheFolder(environment), 'attack-data');
}

export function openCache(options: CacheOptions): DataCache {
  // Tests that run side by side often share their data.
  const asked = new Map<string, Promise<CachedData>>();
  return {
    get: (url, locked) => {
      const key = `${url} ${locked?.sha256 ?? ''}`;
      const found = asked.get(key) ?? cachedOrFetched(url, locked, options);
      asked.set(key, found);
      return found;
    },
  };
}

async function cachedOrFetched(url: string, locked: LockEntry | undefined, options: CacheOptions): Promise<CachedData> {
  const { folder, isOffline, isRefreshing } = options;
  const known = isRefreshing ? undefined : (locked ?? (await entryOf(url, folder)));
  const cached = known && (await wholeFile(known, folder));
  if (cached !== undefined) return cached;
  if (isOffline) {
    throw new Problem('TE002', `not in the cache, and nothing is fetched: ${url}`, {
      hint: 'run it once without --offline, or name a folder with --attack-data',
    });
  }
  return await fetchInto(url, locked, options);
}

async function fetchInto(url: string, locked: LockEntry | undefined, options: CacheOptions): Promise<CachedData> {
  const { folder, isRefreshing, limits = DOWNLOAD_LIMITS, signal } = options;
  const draft = path.join(folder, `${randomUUID()}.part`);
  await keeping(folder, () => mkdir(folder, { recursive: true }));
  try {
    const entry = await download(url, draft, limits, signal);
    await refuseLfsPointer(draft, url);
    if (locked !== undefined && !isRefreshing && locked.sha256 !== entry.sha256) throw differs(url, locked, entry);
    const file = fileOf(entry, folder);
    await keeping(folder, async () => {
      await mkdir(path.dirname(file), { recursive: true });
      await rename(draft, file);
      await writeEntry(url, entry, folder);
    });
    return { ...entry, file };
  } finally {
    await rm(draft, { force: true });
  }
}

function differs(url: string, locked: LockEntry, entry: LockEntry): Problem {
  return new Problem('TE004', `other data than those of the lock file: ${url} has sha256 ${entry.sha256}`, {
    hint: `the lock file has ${locked.sha256}; where the new data are right, run it with --update-lock`,
  });
}

function fileOf({ sha256 }: LockEntry, folder: string): string {
  return path.join(folder, 'sha256', sha256.slice(0, 2), sha256);
}

/** The file of an entry, unless it is missing or not what it was: a cache is no place to trust blindly. */
async function wholeFile(entry: LockEntry, folder: string): Promise<CachedData | undefined> {
  const file = fileOf(entry, folder);
  const stats = await stat(file).catch(() => undefined); // not there: the ordinary case of a first run
  if (stats === undefined || stats.size !== entry.bytes) return undefined;
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch {
    return undefined; // one that cannot be read is fetched again
  }
  return hash.digest('hex') === entry.sha256 ? { ...entry, file } : undefined;
}

function entryFile(url: string, folder: string): string {
  return path.join(folder, 'urls', `${createHash('sha256').update(url).digest('hex')}.json`);
}

async function writeEntry(url: string, entry: LockEntry, folder: string): Promise<void> {
  const file = entryFile(url, folder);
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.part`;
  await writeFile(draft, JSON.stringify({ url, ...entry }));
  await rename(draft, file);
}

/** What an address held when it was fetched last. An entry that cannot be read is as good as none. */
async function entryOf(url: string, folder: string): Promise<LockEntry | undefined> {
  try {
    const entry: unknown = JSON.parse(await readFile(entryFile(url, folder), 'utf8'));
    if (typeof entry !== 'object' || entry === null || !('sha256' in entry) || !('bytes' in entry)) return undefined;
    const { sha256, bytes } = entry;
    return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) && typeof bytes === 'number'
      ? { sha256, bytes }
      : undefined;
  } catch {
    return undefined;
  }
}

async function keeping<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw notKept(folder, cause);
  }
}
