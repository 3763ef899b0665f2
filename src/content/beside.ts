import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The largest file beside content that is read whole. */
const MAX_BYTES = 16 * 2 ** 20;

/** The files of a folder, sorted, but for hidden ones; none where it cannot be read. */
export function filesBeside(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map(({ name }) => path.join(folder, name))
      .sort();
  } catch {
    return []; // Loading the folder says what is wrong with it.
  }
}

/** Whether there is a file at a path. */
export function fileExists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The text of a file; undefined where there is none, or one that is far too large. */
export function readTextBeside(file: string): string | undefined {
  try {
    return fileExists(file) && statSync(file).size <= MAX_BYTES ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
