import { booleanOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { grouped: booleanOption, sep: textOption, format: textOption };

export type Xyseries = Plain<'Xyseries', typeof OPTIONS>;

export const xyseries = defineCommand<Xyseries>({
  name: 'xyseries',
  doc: {
    syntax: 'xyseries [grouped=<bool>] <x field> <name field> <value field>... [sep=<text>] [format=<text>]',
    summary: 'Makes a table: one row for each x, one column for each name.',
    source: 'Splunk Search Reference, xyseries',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Xyseries', 'xyseries', OPTIONS, { words: [3, MANY] }),
});
