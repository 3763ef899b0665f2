import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { prefix: textOption, allfields: booleanOption, lang: textOption };

export type Iplocation = Plain<'Iplocation', typeof OPTIONS>;

export const iplocation = defineCommand<Iplocation>({
  name: 'iplocation',
  doc: {
    syntax: 'iplocation [prefix=<text>] [allfields=<bool>] [lang=<code>] <field>',
    summary: 'Adds city, country and region of an IP address.',
    source: 'Splunk Search Reference, iplocation',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Iplocation', 'iplocation', OPTIONS, { words: [1, 1] }),
});
