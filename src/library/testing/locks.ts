import { type Lock, type LockEntry, readLock, writeLock } from './lock.ts';

/** The lock files of a run: each repository of content has its own. */
export interface Locks {
  /** @throws Problem TE005 */
  entry(lockFile: string, url: string): Promise<LockEntry | undefined>;
  /** Notes what the data of an address are. */
  add(lockFile: string, url: string, entry: LockEntry): void;
  /** Writes what was noted into the files; entries of other addresses stay. @throws Problem TE005 */
  write(): Promise<void>;
}

export function openLocks(): Locks {
  const read = new Map<string, Promise<Lock>>();
  const noted = new Map<string, Map<string, LockEntry>>();
  const lockOf = (file: string): Promise<Lock> => {
    const lock = read.get(file) ?? readLock(file);
    read.set(file, lock);
    return lock;
  };
  return {
    entry: async (file, url) => (await lockOf(file)).get(url),
    add: (file, url, { sha256, bytes }) => {
      const entries = noted.get(file) ?? new Map<string, LockEntry>();
      noted.set(file, entries.set(url, { sha256, bytes }));
    },
    write: async () => {
      for (const [file, entries] of noted) await writeLock(file, new Map([...(await lockOf(file)), ...entries]));
    },
  };
}
