import type { Node } from '../ast.ts';
import { RAW_FIELDS_DIFFER, rawFields } from '../plan/raw-fields.ts';
import { defineCommand } from './define.ts';
import { type Stats, stats } from './stats.ts';

export type Sistats = Node<'Sistats', Omit<Stats, 'kind' | 'span'>>;

export const sistats = defineCommand<Sistats>({
  name: 'sistats',
  doc: {
    syntax: 'sistats <function>(<field>) [AS <name>]... [BY <fields>]',
    summary: 'Keeps what stats reads, for a summary.',
    source: 'Splunk Search Reference, sistats',
    differs: RAW_FIELDS_DIFFER,
  },
  stands: 'later',
  parse: (cursor) => ({ ...stats.parse(cursor), kind: 'Sistats' }),
  plan: (node, given, context) => rawFields(given, { aggregates: node.aggregates, fields: node.by }, context),
});
