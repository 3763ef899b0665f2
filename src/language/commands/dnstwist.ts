import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Dnstwist = Open<'Dnstwist'>;

export const dnstwist = defineCommand<Dnstwist>({
  name: 'dnstwist',
  doc: {
    syntax: 'dnstwist [<name>=<text>]...',
    summary: 'Lists domain names that look like others.',
    source: 'Splunkbase, DNS Twist for Splunk',
  },
  stands: 'first',
  parse: (cursor) => readOpen(cursor, 'Dnstwist'),
  unsupported: 'it comes with the app of the DNS Twist tool: run that tool, and read its list with inputlookup',
});
