import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Searches of earlier sessions. Where the folder cannot be used there are none, and nothing fails. */
export interface History {
  /** The latest first, as a line editor wants them. */
  readonly entries: readonly string[];
  add(search: string): Promise<void>;
}

/** Searches that are offered; a file twice as long is cut to them. */
const KEPT = 1000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder for what a user's programs remember.
 *
 * Source: XDG Base Directory Specification, XDG_STATE_HOME (a relative path is not to be used)
 */
export function stateFolder(environment: Environment, home: string = homedir()): string {
  const told = environment['XDG_STATE_HOME'];
  if (told !== undefined && path.isAbsolute(told)) return path.join(told, 'karst');
  const local = environment['LOCALAPPDATA'];
  if (process.platform === 'win32' && local !== undefined) return path.join(local, 'karst');
  return path.join(home, '.local', 'state', 'karst');
}

/** One search a line; only the user may read them, since searches hold names and addresses. */
export async function openHistory(folder: string): Promise<History> {
  const file = path.join(folder, 'history');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  const kept = lines.slice(-KEPT);
  if (lines.length > 2 * KEPT) await ignored(writeFile(file, `${kept.join('\n')}\n`, { mode: 0o600 }));
  return {
    entries: kept.toReversed(),
    add: async (search) => {
      await ignored(mkdir(folder, { recursive: true, mode: 0o700 }));
      await ignored(appendFile(file, `${search.replace(/\s*[\r\n]+\s*/g, ' ')}\n`, { mode: 0o600 }));
    },
  };
}

/** A history that cannot be written is no reason to stop a search. */
async function ignored(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
