import type { Plan } from '../ir.ts';
import { rows } from './build.ts';

/** What a command works on; at the start of a search without results from outside there are none. */
export function resultsOf(input: Plan | undefined): Plan {
  return input ?? rows(0);
}
