import type { FieldName, Node } from '../ast.ts';
import { defineCommand } from './define.ts';

export type Summary = Node<'Summary', { model: FieldName }>;

export const summary = defineCommand<Summary>({
  name: 'summary',
  doc: {
    syntax: 'summary <model>',
    summary: 'The parameters of a model that was trained before.',
    source: 'Splunk Machine Learning Toolkit, Search commands',
  },
  stands: 'first',
  parse: (cursor) => ({
    kind: 'Summary',
    model: cursor.expectFieldName('the name of a model'),
    span: cursor.span(),
  }),
});
