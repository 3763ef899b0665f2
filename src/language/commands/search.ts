import type { Node, SearchExpr } from '../ast.ts';
import { readSearchExpression } from '../parse/search.ts';
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
});
