import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Rest = Open<'Rest'>;

export const rest = defineCommand<Rest>({
  name: 'rest',
  doc: {
    syntax: 'rest <path> [<name>=<text>]...',
    summary: 'Reads an endpoint of a Splunk server.',
    source: 'Splunk Search Reference, rest',
  },
  stands: 'first',
  parse: (cursor) => readOpen(cursor, 'Rest'),
  unsupported: 'it asks a Splunk server about itself; there is none here',
});
