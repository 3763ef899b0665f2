import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Savedsearch = Open<'Savedsearch'>;

export const savedsearch = defineCommand<Savedsearch>({
  name: 'savedsearch',
  doc: {
    syntax: 'savedsearch <name> [<name>=<text>]...',
    summary: 'Runs a saved search, with texts put into it.',
    source: 'Splunk Search Reference, savedsearch',
  },
  stands: 'first',
  parse: (cursor) => readOpen(cursor, 'Savedsearch'),
});
