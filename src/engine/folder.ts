import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { unwritableTemp } from '../shared/write-failure.ts';
import { isGone, readOwner, thisProcess } from './folder-owner.ts';

const PREFIX = 'karst-';
const MADE_NAME = /^karst-[A-Za-z0-9]{6}$/;
/** The marker of a folder that a session made. */
const OWNER = 'owner.json';

/** A folder of a session's own. */
export interface SessionFolder {
  readonly path: string;
  /** A name in the folder that no file had before. */
  newFile(ending: string): string;
  /** Removes the folder with all that is in it. Twice is fine. What cannot be removed goes at the next run. */
  remove(): Promise<void>;
}

/**
 * Makes a fresh folder under `parent` (default: the system's folder for temporary files), and removes those that runs
 * left there which were killed. The folder also goes when the process exits without removing it.
 *
 * @throws Problem EN004 where it cannot be made.
 */
export async function openFolder(parent: string = tmpdir()): Promise<SessionFolder> {
  const path = await make(parent);
  const removeNow = (): void => removeSync(path);
  process.once('exit', removeNow);
  return {
    path,
    newFile: (ending) => join(path, `${randomUUID()}${ending}`),
    remove: async () => {
      if (await removeFolder(path)) process.off('exit', removeNow);
    },
  };
}

async function make(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    await removeLeftovers(parent);
    // Only its user may look into it, whatever the umask. A folder without a marker would stay for ever.
    const path = mkdtempSync(join(parent, PREFIX));
    writeFileSync(join(path, OWNER), JSON.stringify(thisProcess()), { flag: 'wx', mode: 0o600 });
    mkdirSync(join(path, 'spill'));
    return path;
  } catch (cause) {
    throw unwritableTemp(parent, cause);
  }
}

/** Folders of processes that live no more. Whatever is unclear about a folder, it stays. */
async function removeLeftovers(parent: string): Promise<void> {
  if (!(await isGuarded(parent))) return;
  const names = (await readdir(parent)).filter((name) => MADE_NAME.test(name));
  await Promise.all(
    names.map(async (name) => {
      const path = join(parent, name);
      if (await isLeftover(path)) await removeFolder(path);
    }),
  );
}

/** Whether nobody else can put a link in the place of a folder between looking at it and removing it. */
async function isGuarded(parent: string): Promise<boolean> {
  const { mode, uid } = await stat(parent);
  const isTrusted = uid === 0 || uid === process.getuid?.();
  return process.platform === 'win32' || (isTrusted && ((mode & WRITABLE_BY_OTHERS) === 0 || (mode & STICKY) !== 0));
}

const WRITABLE_BY_OTHERS = 0o022;
const OPEN_TO_OTHERS = 0o077;
/** In such a folder only the owner of an entry can rename or remove it, as in /tmp. */
const STICKY = 0o1000;

async function isLeftover(path: string): Promise<boolean> {
  try {
    const status = await lstat(path);
    const isOurs =
      process.platform === 'win32' || (status.uid === process.getuid?.() && !(status.mode & OPEN_TO_OTHERS));
    if (!status.isDirectory() || !isOurs) return false;
    const owner = await readOwner(join(path, OWNER));
    return owner !== undefined && (await isGone(owner, path));
  } catch {
    return false;
  }
}

/**
 * Removes the marker last: who is killed on the way leaves a folder that the next run can still judge. Two that remove
 * the same one do not disturb each other.
 */
async function removeFolder(path: string): Promise<boolean> {
  try {
    const names = await readdir(path).catch(() => []); // gone: nothing is left to do
    const inside = names.filter((name) => name !== OWNER);
    for (const name of inside) await rm(join(path, name), { recursive: true, force: true, maxRetries: 3 });
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    return true;
  } catch {
    return false;
  }
}

function removeSync(path: string): void {
  try {
    for (const name of readdirSync(path)) {
      if (name !== OWNER) rmSync(join(path, name), { recursive: true, force: true });
    }
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The next run removes it.
  }
}
