import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { duration: textOption, start: textOption, output: textOption };

export type Concurrency = Plain<'Concurrency', typeof OPTIONS>;

export const concurrency = defineCommand<Concurrency>({
  name: 'concurrency',
  doc: {
    syntax: 'concurrency duration=<field> [start=<field>] [output=<field>]',
    summary: 'Counts the results that were going on when each one started.',
    source: 'Splunk Search Reference, concurrency',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Concurrency', 'concurrency', OPTIONS),
});
