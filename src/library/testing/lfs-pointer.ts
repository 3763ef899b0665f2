import { open } from 'node:fs/promises';
import { Problem } from '../../shared/problem.ts';

/** How the file begins that Git keeps in place of a large one. Source: Git LFS specification, the pointer. */
const BEGINNING = 'version https://git-lfs.github.com/spec/v1';

/** @throws Problem TE001 for a file that cannot be read, TE003 for one that is a Git LFS pointer: the data are elsewhere. `name` is what users know it by. */
export async function refuseLfsPointer(file: string, name: string): Promise<void> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('TE001', `data that cannot be read: ${reason}`, { file, cause });
  });
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(BEGINNING.length), position: 0 });
    if (buffer.toString('latin1', 0, bytesRead) !== BEGINNING) return;
  } finally {
    await handle.close();
  }
  throw new Problem('TE003', `a Git LFS pointer, not the data: ${name}`, {
    hint: 'run git lfs pull where the file lies; on GitHub the data are below https://media.githubusercontent.com/media/',
  });
}
