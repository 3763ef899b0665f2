import { dirname } from 'node:path';
import { Problem } from './problem.ts';

/** What systems say of a place that takes no more bytes. Source: errno(3). */
const FULL: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file may not grow any more here',
};

/** Whether something could not be written because there is no room for it. */
export function isFull(error: unknown): boolean {
  return codeOf(error) in FULL;
}

/** Why something could not be written, in words. */
export function writeFailure(error: unknown): string {
  return FULL[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** Runs what writes a file in the folder of a session, which is gone after the run. @throws Problem EN004 */
export async function writingTemp<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // People know the folder that they named, not the one that a session makes in it.
    throw cause instanceof Problem ? cause : unwritableTemp(dirname(dirname(file)), cause);
  }
}

/** The problem of a folder for temporary files that does not take one. */
export function unwritableTemp(folder: string, cause: unknown): Problem {
  const message = `the temporary folder ${folder} cannot be written: ${writeFailure(cause)}`;
  const hint = isFull(cause) ? 'free space there, or name another folder' : 'name a folder that can be written';
  return new Problem('EN004', message, { cause, hint: `${hint} with --temp-dir` });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
