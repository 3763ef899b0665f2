import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { bins: integerOption, span: spanOption, start: textOption, end: textOption, aligntime: textOption };

/** The word is the field; `_time` where there is none. */
export type Makecontinuous = Plain<'Makecontinuous', typeof OPTIONS>;

export const makecontinuous = defineCommand<Makecontinuous>({
  name: 'makecontinuous',
  doc: {
    syntax: 'makecontinuous [<field>] [span=<span>] [bins=<count>] [start=<n>] [end=<n>] [aligntime=<time>]',
    summary: 'Adds results for the buckets of a field that have none.',
    source: 'Splunk Search Reference, makecontinuous',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Makecontinuous', 'makecontinuous', OPTIONS, { words: [0, 1] }),
});
