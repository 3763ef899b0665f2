import { readFile, rename, writeFile } from 'node:fs/promises';
import { Problem } from '../../shared/problem.ts';

/** What the data of an address are. */
export interface LockEntry {
  /** Of the bytes, in hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The lock file: which bytes belong to an address, so that a test tests the same data everywhere. */
export type Lock = ReadonlyMap<string, LockEntry>;

export const LOCK_FILE = 'karst.lock';

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Reads a lock file; one that does not exist has no entries.
 *
 * @throws Problem TE005 for one that cannot be read or is not what `writeLock` writes.
 */
export async function readLock(file: string): Promise<Lock> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unusable(file, cause instanceof Error ? cause.message : String(cause));
  });
  return text === undefined ? new Map() : new Map(entriesIn(text, file));
}

/**
 * Writes a lock file whole: one line an address, in their order, so that changes read well.
 *
 * @throws Problem TE005 where it cannot be written.
 */
export async function writeLock(file: string, lock: Lock): Promise<void> {
  const lines = [...lock]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([url, { sha256, bytes }]) => `    ${JSON.stringify(url)}: ${JSON.stringify({ sha256, bytes })}`);
  const text = `{\n  "version": 1,\n  "data": {\n${lines.join(',\n')}\n  }\n}\n`;
  const draft = `${file}.${process.pid}.part`;
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (cause) {
    throw unusable(file, cause instanceof Error ? cause.message : String(cause));
  }
}

function entriesIn(text: string, file: string): [string, LockEntry][] {
  const parsed = parseJson(text, file);
  const data = isObject(parsed) && parsed['version'] === 1 ? parsed['data'] : undefined;
  if (!isObject(data)) throw unusable(file, 'it has no "data", or another version than 1');
  return Object.entries(data).map(([url, entry]) => {
    const { sha256, bytes } = isObject(entry) ? entry : {};
    if (typeof sha256 !== 'string' || !SHA256.test(sha256) || typeof bytes !== 'number') {
      throw unusable(file, `the entry of ${url} is not a sha256 and a number of bytes`);
    }
    return [url, { sha256, bytes }];
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unusable(file, 'it is not JSON');
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unusable(file: string, reason: string): Problem {
  return new Problem('TE005', `the lock file cannot be used: ${reason}`, {
    file,
    hint: 'put it right, or remove it and write it anew with --update-lock',
  });
}
