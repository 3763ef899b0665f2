import type { Node } from '../ast.ts';
import { type FrequencyParts, readFrequency } from '../parse/frequency.ts';
import { frequencies } from '../plan/frequency.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

export type Top = Node<'Top', FrequencyParts>;

export const top = defineCommand<Top>({
  name: 'top',
  doc: {
    syntax:
      'top [<count>|limit=<count>] [showcount=<bool>] [showperc=<bool>] [countfield=<name>] [percentfield=<name>] [useother=<bool>] [otherstr=<text>] <field>... [BY <fields>]',
    summary: 'The most frequent combinations of values, with their number and share.',
    source: 'Splunk Search Reference, top',
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Top', ...readFrequency(cursor, 'top'), span: cursor.span() }),
  plan: (node, input, context) => frequencies(resultsOf(input), node, 'top', context),
});
