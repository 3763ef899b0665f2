import { type Open, readOpen } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

export type Script = Open<'Script'>;

export const script = defineCommand<Script>({
  name: 'script',
  doc: {
    syntax: 'script <name> [<argument>]...',
    summary: 'Runs a script of a Splunk server.',
    source: 'Splunk Search Reference, script',
  },
  stands: 'later',
  parse: (cursor) => readOpen(cursor, 'Script'),
  unsupported: 'scripts are not run: pipe the output into the program instead',
});
