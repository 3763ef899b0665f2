import type { Node } from '../ast.ts';
import { RAW_FIELDS_DIFFER, rawFields } from '../plan/raw-fields.ts';
import { defineCommand } from './define.ts';
import { type Top, top } from './top.ts';

export type Sitop = Node<'Sitop', Omit<Top, 'kind' | 'span'>>;

export const sitop = defineCommand<Sitop>({
  name: 'sitop',
  doc: {
    syntax: 'sitop [<count>] <field>... [BY <fields>]',
    summary: 'Keeps what top reads, for a summary.',
    source: 'Splunk Search Reference, sitop',
    differs: RAW_FIELDS_DIFFER,
  },
  stands: 'later',
  parse: (cursor) => ({ ...top.parse(cursor), kind: 'Sitop' }),
  plan: (node, given, context) => rawFields(given, { fields: [...node.by, ...node.fields] }, context),
});
