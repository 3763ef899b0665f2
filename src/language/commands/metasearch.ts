import type { Node, SearchExpr } from '../ast.ts';
import { readSearchExpression } from '../parse/search.ts';
import { defineCommand } from './define.ts';

export type Metasearch = Node<'Metasearch', { expression: SearchExpr }>;

export const metasearch = defineCommand<Metasearch>({
  name: 'metasearch',
  doc: {
    syntax: 'metasearch [<search expression>]',
    summary: 'The hosts, sources and sourcetypes of the events that match.',
    source: 'Splunk Search Reference, metasearch',
  },
  stands: 'first',
  parse: (cursor) => ({ kind: 'Metasearch', expression: readSearchExpression(cursor), span: cursor.span() }),
});
