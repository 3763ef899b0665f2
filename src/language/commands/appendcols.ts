import { booleanOption, integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { override: booleanOption, maxtime: integerOption, maxout: integerOption, timeout: integerOption };

export type Appendcols = Plain<'Appendcols', typeof OPTIONS>;

export const appendcols = defineCommand<Appendcols>({
  name: 'appendcols',
  doc: {
    syntax: 'appendcols [override=<bool>] [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [<subsearch>]',
    summary: 'Adds the fields of the first subsearch result to the first result, and so on.',
    source: 'Splunk Search Reference, appendcols',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Appendcols', 'appendcols', OPTIONS, { subsearches: [1, 1] }),
});
