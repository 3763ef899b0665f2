import type { Node } from '../ast.ts';
import { type FrequencyParts, readFrequency } from '../parse/frequency.ts';
import { frequencies } from '../plan/frequency.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

export type Rare = Node<'Rare', FrequencyParts>;

export const rare = defineCommand<Rare>({
  name: 'rare',
  doc: {
    syntax:
      'rare [<count>|limit=<count>] [showcount=<bool>] [showperc=<bool>] [countfield=<name>] [percentfield=<name>] [useother=<bool>] [otherstr=<text>] <field>... [BY <fields>]',
    summary: 'The least frequent combinations of values, with their number and share.',
    source: 'Splunk Search Reference, rare',
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Rare', ...readFrequency(cursor, 'rare'), span: cursor.span() }),
  plan: (node, input, context) => frequencies(resultsOf(input), node, 'rare', context),
});
