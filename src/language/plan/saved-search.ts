import { nearest } from '../../shared/nearest.ts';
import type { Span } from '../../shared/span.ts';
import type { PlanContext } from './context.ts';
import { fail } from './fail.ts';

/**
 * The text of a saved search.
 *
 * @throws SPL208 for an unknown one
 */
export function savedText(name: string, span: Span, { savedSearches }: PlanContext): string {
  const found = savedSearches?.get(name);
  if (found !== undefined) return found;
  const near = nearest(name, savedSearches?.keys() ?? []);
  const hint =
    near === undefined ? 'saved searches are the detections and baselines of content' : `did you mean "${near}"?`;
  return fail('SPL208', `unknown saved search "${name}"`, span, hint);
}
