import type { SearchExpr } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { filter, scan } from './build.ts';
import type { PlanContext } from './context.ts';
import { and } from './expr.ts';
import { type Gate, searchCondition, searchTerms } from './gate.ts';
import { lowerSearch } from './search.ts';
import { runSubsearches } from './subsearch.ts';
import { inBounds, splitTimeTerms, timeConditions } from './time-terms.ts';

/** The events that match, within the time range of the search. */
export function eventsOf(expression: SearchExpr, context: PlanContext): Plan {
  const events = scan({ kind: 'events' }, context.environment.catalog.events);
  const { rest, bounds } = splitTimeTerms(expression, context);
  const scope = { context, schema: events.schema };
  return filter(events, and(lowerSearch(rest, scope), inBounds(bounds, scope)));
}

/** What `eventsOf` asks of each event. */
export async function eventGate(expression: SearchExpr, context: PlanContext): Promise<Gate> {
  const rows = scan({ kind: 'events' }, context.environment.catalog.events);
  const scope = { context, schema: rows.schema };
  const { rest, bounds } = splitTimeTerms(expression, context);
  const terms = searchTerms(rest).map(async (term) =>
    searchCondition(term, await runSubsearches(term, context), scope),
  );
  return { rows, conditions: [...timeConditions(bounds, scope), ...(await Promise.all(terms))] };
}
