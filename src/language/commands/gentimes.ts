import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { start: textOption, end: textOption, increment: spanOption };

export type Gentimes = Plain<'Gentimes', typeof OPTIONS>;

export const gentimes = defineCommand<Gentimes>({
  name: 'gentimes',
  doc: {
    syntax: 'gentimes start=<day> [end=<day>] [increment=<span>]',
    summary: 'Makes a result for each range of time from one day to another.',
    source: 'Splunk Search Reference, gentimes',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Gentimes', 'gentimes', OPTIONS),
});
