import { Problem } from '../../shared/problem.ts';

/** An error of the database as a problem of ours: what it means first, then what the database said. */
export function databaseProblem(error: unknown, sql: string): Problem {
  if (error instanceof Problem) return error;
  const said = (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? '';
  const details = { cause: error, text: sql };
  if (/^Out of Memory Error|No space left|failed to offload|max_temp_directory_size|Could not write/i.test(said)) {
    const hint = 'give it more memory with --memory, or a temporary folder with more space with --temp-dir';
    return new Problem('EN002', `the database ran out of memory or disk: ${said}`, { ...details, hint });
  }
  return new Problem('EN001', `the database refused a statement: ${said}`, details);
}
