import type { Node } from '../ast.ts';
import { RAW_FIELDS_DIFFER, rawFields } from '../plan/raw-fields.ts';
import { type Chart, chart } from './chart.ts';
import { defineCommand } from './define.ts';

export type Sichart = Node<'Sichart', Omit<Chart, 'kind' | 'span'>>;

export const sichart = defineCommand<Sichart>({
  name: 'sichart',
  doc: {
    syntax: 'sichart <function>... [OVER <row field>] [BY <field> [<column field>]]',
    summary: 'Keeps what chart reads, for a summary.',
    source: 'Splunk Search Reference, sichart',
    differs: RAW_FIELDS_DIFFER,
  },
  stands: 'later',
  parse: (cursor) => ({ ...chart.parse(cursor), kind: 'Sichart' }),
  plan: (node, given, context) =>
    rawFields(given, { aggregates: node.aggregates, fields: [node.row, node.column] }, context),
});
