import type { Node } from '../ast.ts';
import { RAW_FIELDS_DIFFER, rawFields } from '../plan/raw-fields.ts';
import { defineCommand } from './define.ts';
import { type Timechart, timechart } from './timechart.ts';

export type Sitimechart = Node<'Sitimechart', Omit<Timechart, 'kind' | 'span'>>;

export const sitimechart = defineCommand<Sitimechart>({
  name: 'sitimechart',
  doc: {
    syntax: 'sitimechart <function>... [BY <field>]',
    summary: 'Keeps what timechart reads, for a summary.',
    source: 'Splunk Search Reference, sitimechart',
    differs: RAW_FIELDS_DIFFER,
  },
  stands: 'later',
  parse: (cursor) => ({ ...timechart.parse(cursor), kind: 'Sitimechart' }),
  plan: (node, given, context) => rawFields(given, { aggregates: node.aggregates, fields: [node.by] }, context),
});
