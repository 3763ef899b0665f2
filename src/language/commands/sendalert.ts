import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Sendalert = Open<'Sendalert'>;

export const sendalert = defineCommand<Sendalert>({
  name: 'sendalert',
  doc: {
    syntax: 'sendalert <action> [param.<name>=<text>]...',
    summary: 'Starts an alert action with the results.',
    source: 'Splunk Search Reference, sendalert',
  },
  stands: 'later',
  parse: (cursor) => readOpen(cursor, 'Sendalert'),
  unsupported: 'alert actions are not started from here: take the results from the output instead',
});
