import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Summary = Open<'Summary'>;

export const summary = defineCommand<Summary>({
  name: 'summary',
  doc: {
    syntax: 'summary <model>',
    summary: 'The parameters of a model that was trained before.',
    source: 'Splunk Machine Learning Toolkit, Search commands',
  },
  stands: 'first',
  parse: (cursor) => readOpen(cursor, 'Summary'),
});
