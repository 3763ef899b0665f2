import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../shared/problem.ts';

/** The largest file that is read. The largest one known has 8 kB; hostile YAML takes some 4 s a MiB to refuse. */
const MAX_FILE_BYTES = 256 * 1024;

/** How deep folders are followed. A published repository has four levels. */
const MAX_DEPTH = 32;

/**
 * The YAML files below a folder, sorted by path. Symbolic links are not followed: what they point to below the same
 * folder is read at its own place, and what they point to elsewhere is none of the folder's. Hidden folders (`.git`,
 * `.github`) and installed packages hold no content.
 *
 * @throws Problem CT001 when the folder itself cannot be read; `report` gets the folders below it that cannot.
 */
export function yamlFilesIn(folder: string, report: (problem: Problem) => void): string[] {
  const files: string[] = [];
  collect(folder, 0, files, report);
  return files.sort();
}

function collect(folder: string, depth: number, files: string[], report: (problem: Problem) => void): void {
  for (const entry of entriesOf(folder, depth, report)) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules') collect(file, depth + 1, files, report);
    } else if (entry.isFile() && /\.ya?ml$/i.test(entry.name) && !isSidecar(entry.name)) {
      files.push(file);
    }
  }
}

/** What karst knows of a detection beyond its file: it is read with the detection, and is no content of its own. */
function isSidecar(name: string): boolean {
  return /\.karst\.yml$/i.test(name);
}

function entriesOf(folder: string, depth: number, report: (problem: Problem) => void) {
  try {
    if (depth > MAX_DEPTH) throw new Error('too many folders in one another');
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const problem = unreadable(folder, cause);
    if (depth === 0) throw problem;
    report(problem);
    return [];
  }
}

/** @throws Problem CT001 when there is nothing at the path. */
export function isFolder(contentPath: string): boolean {
  try {
    return statSync(contentPath).isDirectory();
  } catch (cause) {
    throw unreadable(contentPath, cause);
  }
}

/** Whether there is a folder at the path; what cannot be looked at is none. */
export function folderExists(folder: string): boolean {
  try {
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/**
 * The text of a content file.
 *
 * @throws Problem CT001 when it cannot be read, CT002 when it is not UTF-8, CT005 when it is too large.
 */
export function readContentFile(file: string): string {
  const bytes = readBytes(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem('CT002', 'not valid YAML: not in UTF-8', { file, cause });
  }
}

function readBytes(file: string): Uint8Array {
  const sizeBytes = sizeOf(file);
  if (sizeBytes > MAX_FILE_BYTES) {
    throw new Problem('CT005', `${sizeBytes} bytes, more than the ${MAX_FILE_BYTES} that a content file may have`, {
      file,
    });
  }
  try {
    return readFileSync(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function sizeOf(file: string): number {
  try {
    const stats = statSync(file);
    if (stats.isFile()) return stats.size;
  } catch (cause) {
    throw unreadable(file, cause);
  }
  // Reading a pipe or a device might never end.
  throw new Problem('CT001', 'not a file', { file });
}

function unreadable(file: string, cause: unknown): Problem {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return new Problem('CT001', `no such file or folder: ${file}`, { file, cause });
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem('CT001', `cannot be read: ${reason}`, { file, cause });
}
