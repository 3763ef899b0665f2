import type { Plan } from '../ir.ts';
import { prune } from './prune.ts';
import { pushFilters } from './push-filters.ts';
import { reduceJoins } from './reduce-joins.ts';

/** A plan as it should be run: filters near their scans, no columns that nothing reads, few rows to join. */
export function optimise(plan: Plan): Plan {
  return reduceJoins(prune(pushFilters(plan)));
}
