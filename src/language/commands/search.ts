import type { Node, SearchExpr } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readSearchExpression } from '../parse/search.ts';
import { filter } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { eventGate, eventsOf } from '../plan/events.ts';
import { and } from '../plan/expr.ts';
import { type Gate, searchCondition, searchTerms } from '../plan/gate.ts';
import { lowerSearch } from '../plan/search.ts';
import { runSubsearches } from '../plan/subsearch.ts';
import { inBounds, splitAgoTerms, timeConditions } from '../plan/time-terms.ts';
import { defineCommand } from './define.ts';

export type Search = Node<'Search', { expression: SearchExpr }>;

export const search = defineCommand<Search>({
  name: 'search',
  doc: {
    syntax: '[search] <search expression>',
    summary:
      'Keeps the results that match. At the start of a search it reads the events, and its name may be left out.',
    source: 'Splunk Search Reference, search',
  },
  stands: 'anywhere',
  parse: (cursor) => ({ kind: 'Search', expression: readSearchExpression(cursor), span: cursor.span() }),
  plan: planSearch,
  gate: searchGate,
});

async function planSearch(node: Search, input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const expression = await runSubsearches(node.expression, context);
  if (input === undefined) return eventsOf(expression, context);
  const scope = { context, schema: input.schema };
  const { rest, bounds } = splitAgoTerms(expression, context);
  return filter(input, and(lowerSearch(rest, scope), inBounds(bounds, scope)));
}

async function searchGate(node: Search, input: Plan | undefined, context: PlanContext): Promise<Gate> {
  if (input === undefined) return await eventGate(node.expression, context);
  const scope = { context, schema: input.schema };
  const { rest, bounds } = splitAgoTerms(node.expression, context);
  const terms = searchTerms(rest);
  const conditions = terms.map(async (term) => searchCondition(term, await runSubsearches(term, context), scope));
  return { rows: input, conditions: [...timeConditions(bounds, scope), ...(await Promise.all(conditions))] };
}
