import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Problem } from '../shared/problem.ts';

const PREFIX = 'karst-';
const OWNER = 'owner.json';

/** A folder of a session's own. */
export interface SessionFolder {
  readonly path: string;
  /** A name in the folder that no file had before. */
  newFile(ending: string): string;
  /** Removes the folder with all that is in it. Twice is fine. */
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
  const removeNow = (): void => rmSync(path, { recursive: true, force: true });
  process.once('exit', removeNow);
  return {
    path,
    newFile: (ending) => join(path, `${randomUUID()}${ending}`),
    remove: async () => {
      process.off('exit', removeNow);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function make(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    await removeLeftovers(parent);
    const path = mkdtempSync(join(parent, PREFIX));
    await writeFile(join(path, OWNER), JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
    await mkdir(join(path, 'spill'));
    return path;
  } catch (cause) {
    const hint = 'name a folder that can be written with --temp-dir';
    throw new Problem('EN004', `the temporary folder ${parent} cannot be written`, { cause, hint });
  }
}

/** Folders of processes of this user and machine that live no more. Whatever is unclear about a folder, it stays. */
async function removeLeftovers(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => /^karst-[A-Za-z0-9]{6}$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const path = join(parent, name);
      if (await isLeftover(path)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }),
  );
}

async function isLeftover(path: string): Promise<boolean> {
  try {
    const status = await lstat(path);
    if (!status.isDirectory() || status.uid !== (process.getuid?.() ?? status.uid)) return false;
    const owner: unknown = JSON.parse(await readFile(join(path, OWNER), 'utf8'));
    if (typeof owner !== 'object' || owner === null || !('pid' in owner) || !('host' in owner)) return false;
    return owner.host === hostname() && Number.isInteger(owner.pid) && !isAlive(Number(owner.pid));
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else exists, but may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
