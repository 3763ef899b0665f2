import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes that all files of the folder may have together. */
const MAX_BYTES = 512 * 2 ** 20;

const MAX_FILES = 64;

/** A draft as old as this was left by a run that was killed. */
const STALE_MS = 3_600_000;

/** Removes drafts that were left, and the files used least lately where there are too many. */
export function sweep(folder: string, nowMs: number): void {
  try {
    const files = readdirSync(folder)
      .map((name) => path.join(folder, name))
      .map((file) => ({ file, stats: statSync(file, { throwIfNoEntry: false }) }))
      .flatMap(({ file, stats }) => (stats?.isFile() ? [{ file, bytes: stats.size, usedMs: stats.mtimeMs }] : []))
      .sort((a, b) => b.usedMs - a.usedMs);
    let [bytes, count] = [0, 0];
    for (const one of files) {
      const isDraft = one.file.endsWith('.part');
      if (isDraft && nowMs - one.usedMs < STALE_MS) continue;
      bytes += one.bytes;
      if (isDraft || ++count > MAX_FILES || bytes > MAX_BYTES) rmSync(one.file, { force: true });
    }
  } catch {
    // Somebody else is at it, or the folder is gone.
  }
}
