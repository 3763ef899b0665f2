import type { Plan } from '../ir.ts';
import type { PlanContext } from './context.ts';
import { inputsOf } from './demand.ts';
import { optimise } from './optimise.ts';

/** Results whose fields are all known, for commands that read fields without naming them. */
export async function withKnownFields(input: Plan, { environment }: PlanContext): Promise<Plan> {
  return input.schema.isOpen ? await environment.stage(optimise(input)) : input;
}

/** Results that are read more than once: what costs more than reading a table again is computed once and kept. */
export async function computedOnce(input: Plan, { environment }: PlanContext): Promise<Plan> {
  return isCheap(input) ? input : await environment.stage(optimise(input));
}

/** Kept results, and events or rows of a dataset that are only filtered. */
function isCheap(plan: Plan): boolean {
  switch (plan.op) {
    case 'Scan':
    case 'Rows':
      return true;
    case 'Filter':
    case 'Project':
      return inputsOf(plan).every(isCheap);
    default:
      return false;
  }
}
