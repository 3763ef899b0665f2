import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxinputs: integerOption };

export type Xmlkv = Plain<'Xmlkv', typeof OPTIONS>;

export const xmlkv = defineCommand<Xmlkv>({
  name: 'xmlkv',
  doc: {
    syntax: 'xmlkv [<field>] [maxinputs=<count>]',
    summary: 'Makes fields of the elements of XML.',
    source: 'Splunk Search Reference, xmlkv',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xmlkv', 'xmlkv', OPTIONS, { words: [0, 1] }),
});
