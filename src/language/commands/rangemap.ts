import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Rangemap = Open<'Rangemap'>;

export const rangemap = defineCommand<Rangemap>({
  name: 'rangemap',
  doc: {
    syntax: 'rangemap field=<field> [<name>=<low>-<high>]... [default=<text>]',
    summary: 'Names the range that a number lies in.',
    source: 'Splunk Search Reference, rangemap',
  },
  stands: 'later',
  parse: (cursor) => readOpen(cursor, 'Rangemap'),
});
