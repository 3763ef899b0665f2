import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Cyberchef = Open<'Cyberchef'>;

export const cyberchef = defineCommand<Cyberchef>({
  name: 'cyberchef',
  doc: {
    syntax: 'cyberchef [<name>=<text>]...',
    summary: 'Runs a recipe of CyberChef over a field.',
    source: 'Splunkbase, CyberChef for Splunk',
  },
  stands: 'later',
  parse: (cursor) => readOpen(cursor, 'Cyberchef'),
  unsupported: 'it comes with the app cyberchef for Splunk: use eval functions instead',
});
