import { Problem } from '../shared/problem.ts';
import type { Dialect } from './dialect.ts';
import { duckdb } from './duckdb/duckdb.ts';

const DIALECTS: readonly Dialect[] = [duckdb];

/**
 * The dialect of a name.
 *
 * @throws Problem SQL001 where there is none.
 */
export function dialectByName(name: string): Dialect {
  const found = DIALECTS.find((dialect) => dialect.name === name);
  if (found !== undefined) return found;
  const names = DIALECTS.map((dialect) => dialect.name).join(', ');
  throw new Problem('SQL001', `unknown dialect "${name}"`, { hint: `the dialects are: ${names}` });
}
