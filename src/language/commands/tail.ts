import type { Node } from '../ast.ts';
import { limit, reverse } from '../plan/build.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

/** The last results, in reverse order. */
export type Tail = Node<'Tail', { count: number }>;

export const tail = defineCommand<Tail>({
  name: 'tail',
  doc: {
    syntax: 'tail [<count>]',
    summary: 'Keeps the last results, 10 unless told otherwise, beginning with the very last.',
    source: 'Splunk Search Reference, tail',
    options: { '<count>': 'how many results are kept; 10' },
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Tail', count: cursor.optionalInteger(10), span: cursor.span() }),
  plan: (node, input) => limit(reverse(resultsOf(input)), node.count),
});
