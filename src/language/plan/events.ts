import type { SearchExpr } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { filter, scan } from './build.ts';
import type { PlanContext } from './context.ts';
import { and } from './expr.ts';
import { lowerSearch } from './search.ts';
import { inBounds, splitTimeTerms } from './time-terms.ts';

/** The events that match, within the time range of the search. */
export function eventsOf(expression: SearchExpr, context: PlanContext): Plan {
  const events = scan({ kind: 'events' }, context.environment.catalog.events);
  const { rest, bounds } = splitTimeTerms(expression, context);
  const scope = { context, schema: events.schema };
  return filter(events, and(lowerSearch(rest, scope), inBounds(bounds, scope)));
}
