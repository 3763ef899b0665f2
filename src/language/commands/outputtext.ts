import { booleanOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { usexml: booleanOption };

export type Outputtext = Plain<'Outputtext', typeof OPTIONS>;

export const outputtext = defineCommand<Outputtext>({
  name: 'outputtext',
  doc: {
    syntax: 'outputtext [usexml=<bool>]',
    summary: 'Shows the text of each result as one field.',
    source: 'Splunk Search Reference, outputtext',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Outputtext', 'outputtext', OPTIONS),
});
