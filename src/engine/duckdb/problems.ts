import { dirname } from 'node:path';
import { Problem } from '../../shared/problem.ts';

/** What a database was given to work with. */
export interface DatabaseLimits {
  /** The folder of the session: it spills below it. */
  readonly folder: string;
  readonly memoryMb: number;
}

/** What it says where a spilled block, or the whole of them, has no room on the disk. */
const NO_ROOM =
  /No space left|File too large|Disk quota exceeded|failed to offload|max_temp_directory_size|Could not write/i;

/** An error of the database as a problem of ours: what it means first, then what the database said. */
export function databaseProblem(error: unknown, sql: string, { folder, memoryMb }: DatabaseLimits): Problem {
  if (error instanceof Problem) return error;
  const said = (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? '';
  const details = { cause: error, text: sql };
  if (NO_ROOM.test(said)) {
    const hint = 'free space there, name another folder with --temp-dir, or give it more memory with --memory';
    const message = `the database has no room in the temporary folder ${dirname(folder)}: ${said}`;
    return new Problem('EN002', message, { ...details, hint });
  }
  if (/^Out of Memory Error/i.test(said)) {
    const hint = 'give it more with --memory, or search fewer events';
    const message = `the database ran out of memory, of which it may take ${memoryMb} MiB: ${said}`;
    return new Problem('EN002', message, { ...details, hint });
  }
  return new Problem('EN001', `the database refused a statement: ${said}`, details);
}
