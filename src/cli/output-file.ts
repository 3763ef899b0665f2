import { randomUUID } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../shared/problem.ts';
import { isFull, writeFailure } from '../shared/write-failure.ts';
import { Interruption, type Output } from './streams.ts';

/**
 * A file that appears under its name only when it is whole: it is written beside its place and renamed at the end.
 * What is there already keeps its rights. A device or a named pipe is written to as it is.
 *
 * @throws Problem CLI002 where it cannot be written, at once and not after the run; and Interruption from `write`, where
 * the reader of a pipe goes away.
 */
export async function openOutputFile(file: string): Promise<Output> {
  return await writing(file, async () => {
    const place = await realpath(file).catch(() => file); // none there yet: the ordinary case
    const stats = await stat(place).catch(() => undefined);
    if (stats?.isDirectory()) throw new Error('it is a folder');
    return stats === undefined || stats.isFile() ? await openDraft(file, place, stats?.mode) : await openDevice(file);
  });
}

async function openDraft(file: string, place: string, mode: number | undefined): Promise<Output> {
  const draft = path.join(path.dirname(place), `.karst-${randomUUID()}.part`);
  // A file that is there already, or a link, is not taken for it.
  const handle = await open(draft, 'wx');
  const output: Output = {
    write: (text) => writing(file, () => handle.appendFile(text)),
    finish: () =>
      writing(file, async () => {
        // Some disks say only now that they are full, and a name must not stand for less than all after a power cut.
        await handle.sync();
        await handle.close();
        await rename(draft, place);
      }),
    async discard() {
      await handle.close().catch(() => undefined); // closed before, where renaming failed
      await rm(draft, { force: true });
    },
  };
  if (mode !== undefined) await withoutDraft(output, () => handle.chmod(mode & PERMISSIONS));
  return output;
}

const PERMISSIONS = 0o777;

async function withoutDraft(output: Output, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await output.discard();
    throw error;
  }
}

async function openDevice(file: string): Promise<Output> {
  const handle: FileHandle = await open(file, 'w');
  const close = (): Promise<void> => writing(file, () => handle.close());
  return { write: (text) => writing(file, () => handle.appendFile(text)), finish: close, discard: close };
}

async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EPIPE') {
      throw new Interruption(`the reader of ${file} went away`, 0);
    }
    const hint = isFull(cause)
      ? 'free space there, or name a file on another disk'
      : 'name a file in a folder that exists and can be written to';
    throw new Problem('CLI002', `cannot write ${file}: ${writeFailure(cause)}`, { file, hint, cause });
  }
}
