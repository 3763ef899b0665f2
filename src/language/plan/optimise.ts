import type { Plan } from '../ir.ts';
import { prune } from './prune.ts';
import { pushFilters } from './push-filters.ts';

/** A plan as it should be run: filters near their scans, and no columns that nothing reads. */
export function optimise(plan: Plan): Plan {
  return prune(pushFilters(plan));
}
