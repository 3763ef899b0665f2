import type { Node } from '../ast.ts';
import { RAW_FIELDS_DIFFER, rawFields } from '../plan/raw-fields.ts';
import { defineCommand } from './define.ts';
import { type Rare, rare } from './rare.ts';

export type Sirare = Node<'Sirare', Omit<Rare, 'kind' | 'span'>>;

export const sirare = defineCommand<Sirare>({
  name: 'sirare',
  doc: {
    syntax: 'sirare [<count>] <field>... [BY <fields>]',
    summary: 'Keeps what rare reads, for a summary.',
    source: 'Splunk Search Reference, sirare',
    differs: RAW_FIELDS_DIFFER,
  },
  stands: 'later',
  parse: (cursor) => ({ ...rare.parse(cursor), kind: 'Sirare' }),
  plan: (node, given, context) => rawFields(given, { fields: [...node.by, ...node.fields] }, context),
});
