import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxinputs: integerOption };

export type Xmlunescape = Plain<'Xmlunescape', typeof OPTIONS>;

export const xmlunescape = defineCommand<Xmlunescape>({
  name: 'xmlunescape',
  doc: {
    syntax: 'xmlunescape [maxinputs=<count>]',
    summary: 'Turns the entities of XML back into characters.',
    source: 'Splunk Search Reference, xmlunescape',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xmlunescape', 'xmlunescape', OPTIONS),
});
