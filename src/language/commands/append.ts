import { booleanOption, integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  extendtimerange: booleanOption,
  maxtime: integerOption,
  maxout: integerOption,
  timeout: integerOption,
};

export type Append = Plain<'Append', typeof OPTIONS>;

export const append = defineCommand<Append>({
  name: 'append',
  doc: {
    syntax: 'append [maxout=<count>] [maxtime=<seconds>] [timeout=<seconds>] [extendtimerange=<bool>] [<subsearch>]',
    summary: 'Adds the results of a subsearch behind the current ones.',
    source: 'Splunk Search Reference, append',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Append', 'append', OPTIONS, { subsearches: [1, 1] }),
});
