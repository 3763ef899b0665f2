import type { Node, SearchExpr } from '../ast.ts';
import type { Plan } from '../ir.ts';
import { readSearchExpression } from '../parse/search.ts';
import { filter, project } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { and } from '../plan/expr.ts';
import { indexedFields } from '../plan/indexed.ts';
import { fieldOf } from '../plan/schema.ts';
import { lowerSearch } from '../plan/search.ts';
import { runSubsearches } from '../plan/subsearch.ts';
import { inBounds, splitTimeTerms } from '../plan/time-terms.ts';
import { defineCommand } from './define.ts';

export type Metasearch = Node<'Metasearch', { expression: SearchExpr }>;

export const metasearch = defineCommand<Metasearch>({
  name: 'metasearch',
  doc: {
    syntax: 'metasearch [<search expression>]',
    summary: 'The hosts, sources and sourcetypes of the events that match.',
    source: 'Splunk Search Reference, metasearch',
    differs:
      'There is no splunk_server. A field that no index keeps is told and has no value, where Splunk ends the search.',
  },
  stands: 'first',
  parse: (cursor) => ({ kind: 'Metasearch', expression: readSearchExpression(cursor), span: cursor.span() }),
  plan: planMetasearch,
});

const FIELDS = ['_time', 'host', 'index', 'source', 'sourcetype'];

async function planMetasearch(node: Metasearch, _input: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { plan, scope } = indexedFields(context, 'metasearch');
  const { rest, bounds } = splitTimeTerms(await runSubsearches(node.expression, context), context);
  const found = filter(plan, and(lowerSearch(rest, scope), inBounds(bounds, scope)));
  return project(
    found,
    FIELDS.map((name) => ({ name, expr: fieldOf(found.schema, name) })),
  );
}
