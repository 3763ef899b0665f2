import { type BigIntStats, constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../shared/problem.ts';
import type { Skip } from './record.ts';

/** A file that may hold logs. What it holds is decided by its content, when it is read. */
export interface FoundFile {
  /** The path as the user named it, or the folder's path joined with the place inside it. */
  readonly path: string;
  readonly sizeBytes: number;
  /** When it was last changed, in epoch milliseconds; absent where that is not known. */
  readonly modifiedMs?: number;
}

/** What lies under the inputs. */
export interface FoundLogs {
  readonly files: FoundFile[];
  readonly skipped: Skip[];
}

/**
 * The files under the given files and folders, in the order given; inside a folder in code point order of the
 * names, so that it is the same on every machine. Symbolic links are followed; a file or folder that is reached
 * twice, also by a cycle or a hard link, counts once. Pipes, sockets and devices are never opened.
 *
 * @throws Problem IN001 where one of `paths` does not exist or cannot be read. What cannot be read inside a folder
 * is a Skip.
 */
export async function findLogs(paths: readonly string[]): Promise<FoundLogs> {
  const walk: Walk = { files: [], skipped: [], seen: new Set() };
  for (const input of paths) {
    try {
      await visit(input, walk, 'named');
    } catch (cause) {
      throw cause instanceof Problem ? cause : unreadable(input, reasonOf(cause), cause);
    }
  }
  return { files: walk.files, skipped: walk.skipped };
}

interface Walk {
  readonly files: FoundFile[];
  readonly skipped: Skip[];
  readonly seen: Set<string>;
}

type Standing = 'named' | 'inside a folder';

async function visit(file: string, walk: Walk, standing: Standing): Promise<void> {
  const stats = await stat(file, { bigint: true });
  if (await isSeen(file, stats, walk)) return;
  if (stats.isDirectory()) {
    await visitFolder(file, walk);
  } else if (stats.isFile()) {
    await access(file, constants.R_OK);
    walk.files.push({ path: file, sizeBytes: Number(stats.size), modifiedMs: Number(stats.mtimeMs) });
  } else if (standing === 'named') {
    throw unreadable(file, 'neither a file nor a folder');
  } else {
    walk.skipped.push(skip(file, 'neither a file nor a folder'));
  }
}

async function visitFolder(folder: string, walk: Walk): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.sort(compareCodePoints)) {
    const file = path.join(folder, name);
    try {
      await visit(file, walk, 'inside a folder');
    } catch (cause) {
      walk.skipped.push(skip(file, reasonOf(cause)));
    }
  }
}

/** Device and inode tell files apart; where the file system has no inodes, the real path does. */
async function isSeen(file: string, stats: BigIntStats, walk: Walk): Promise<boolean> {
  const identity = stats.ino === 0n ? await realpath(file) : `${stats.dev}:${stats.ino}`;
  if (walk.seen.has(identity)) return true;
  walk.seen.add(identity);
  return false;
}

function skip(file: string, message: string): Skip {
  return { reason: 'unreadable file', path: file, message };
}

function unreadable(file: string, reason: string, cause?: unknown): Problem {
  const hint = reason === 'no such file or folder' ? 'check the spelling of the path' : 'name a file or folder of logs';
  return new Problem('IN001', `cannot read ${file}: ${reason}`, { file, hint, cause });
}

/** What the system said, in words that are the same everywhere. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ELOOP':
      return 'a symbolic link that leads to itself';
    default:
      return code === '' ? String(cause) : `the system says ${code}`;
  }
}

/** UTF-8 keeps code point order, UTF-16 does not. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
