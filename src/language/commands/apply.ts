import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Apply = Open<'Apply'>;

export const apply = defineCommand<Apply>({
  name: 'apply',
  doc: {
    syntax: 'apply <model> [AS <name>] [<name>=<text>]...',
    summary: 'Uses a model that was trained before.',
    source: 'Splunk Machine Learning Toolkit, Search commands',
  },
  stands: 'later',
  parse: (cursor) => readOpen(cursor, 'Apply'),
});
