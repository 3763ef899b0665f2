import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../shared/problem.ts';
import type { Output } from './streams.ts';

/**
 * A file that appears under its name only when it is whole: it is written beside its place and renamed at the end.
 *
 * @throws Problem CLI002 where it cannot be written, at once and not after the run.
 */
export async function openOutputFile(file: string): Promise<Output> {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  const handle = await writing(file, async () => {
    if (await isFolder(file)) throw new Error('it is a folder');
    return open(draft, 'w');
  });
  return {
    write: (text) => writing(file, () => append(handle, text)),
    finish: () =>
      writing(file, async () => {
        await handle.close();
        await rename(draft, file);
      }),
    async discard() {
      await handle.close().catch(() => undefined); // closed before, where renaming failed
      await rm(draft, { force: true });
    },
  };
}

async function append(handle: FileHandle, text: string): Promise<void> {
  await handle.appendFile(text);
}

async function isFolder(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined); // none there yet: the ordinary case
  return stats?.isDirectory() ?? false;
}

async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('CLI002', `cannot write ${file}: ${reason}`, {
      file,
      hint: 'name a file in a folder that exists and can be written to',
      cause,
    });
  }
}
