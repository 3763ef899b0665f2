import { type Plain, readPlain } from '../parse/plain.ts';
import { spanOption } from '../parse/time-span.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxpause: spanOption, timeafter: spanOption, timebefore: spanOption };

export type Localize = Plain<'Localize', typeof OPTIONS>;

export const localize = defineCommand<Localize>({
  name: 'localize',
  doc: {
    syntax: 'localize [maxpause=<span>] [timeafter=<span>] [timebefore=<span>]',
    summary: 'Finds the time ranges in which results lie.',
    source: 'Splunk Search Reference, localize',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Localize', 'localize', OPTIONS),
  unsupported: 'it makes time ranges for the map command of another search: use bin and stats instead',
});
