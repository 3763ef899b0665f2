import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { timefield: textOption, prefix: textOption };

export type Reltime = Plain<'Reltime', typeof OPTIONS>;

export const reltime = defineCommand<Reltime>({
  name: 'reltime',
  doc: {
    syntax: 'reltime [timefield=<field>] [prefix=<text>]',
    summary: 'Adds how long ago each result was, in words.',
    source: 'Splunk Search Reference, reltime',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Reltime', 'reltime', OPTIONS),
});
