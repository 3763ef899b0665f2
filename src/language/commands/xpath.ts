import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { outfield: textOption, field: textOption, default: textOption };

export type Xpath = Plain<'Xpath', typeof OPTIONS>;

export const xpath = defineCommand<Xpath>({
  name: 'xpath',
  doc: {
    syntax: 'xpath [outfield=<field>] "<xpath>" [field=<field>] [default=<text>]',
    summary: 'Extracts a value of XML.',
    source: 'Splunk Search Reference, xpath',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xpath', 'xpath', OPTIONS, { words: [1, 1] }),
});
