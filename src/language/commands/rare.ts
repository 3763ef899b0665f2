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
    options: {
      limit: 'how many combinations are kept in each group; 0 is all; default: 10',
      showcount: 'whether their number is shown; default: t',
      showperc: 'whether their share is shown; default: t',
      countfield: 'the name of the field with the number; default: count',
      percentfield: 'the name of the field with the share; default: percent',
      useother: 'whether a last result stands for all others; only f runs, t is error SPL303; default: f',
      otherstr: 'what that result would be called; default: OTHER',
    },
  },
  stands: 'later',
  parse: (cursor) => ({ kind: 'Rare', ...readFrequency(cursor, 'rare'), span: cursor.span() }),
  plan: (node, input, context) => frequencies(resultsOf(input), node, 'rare', context),
});
