import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { delim: textOption, tokenizer: textOption, allowempty: booleanOption, setsv: booleanOption };

export type Makemv = Plain<'Makemv', typeof OPTIONS>;

export const makemv = defineCommand<Makemv>({
  name: 'makemv',
  doc: {
    syntax: 'makemv [delim=<text>|tokenizer=<regex>] [allowempty=<bool>] [setsv=<bool>] <field>',
    summary: 'Splits the value of a field into several.',
    source: 'Splunk Search Reference, makemv',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Makemv', 'makemv', OPTIONS, { words: [1, 1] }),
});
