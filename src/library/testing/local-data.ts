import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../shared/problem.ts';

/**
 * The file at a path below a folder, given with `/` between its parts. Neither `..` nor a symbolic link leads out of
 * the folder: content may come from anyone.
 *
 * @throws Problem TE001 where there is no file, or one outside of the folder.
 */
export async function fileBelow(folder: string, below: string): Promise<string> {
  const file = path.resolve(folder, below);
  if (below.includes('\0') || !isInside(path.resolve(folder), file)) throw leadsOut(below, folder);
  try {
    const [realFolder, realFile] = await Promise.all([realpath(folder), realpath(file)]);
    if (!isInside(realFolder, realFile)) throw leadsOut(below, folder);
    if (!(await stat(realFile)).isFile()) throw new Problem('TE001', `data not found: ${file} is not a file`, { file });
    return file;
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('TE001', `data not found: there is no file ${below} below ${folder}`, { file, cause });
  }
}

function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function leadsOut(below: string, folder: string): Problem {
  return new Problem('TE001', `data not found: ${JSON.stringify(below)} leads out of ${folder}`, {
    hint: 'data of a test are addresses, or files in the same repository',
  });
}
