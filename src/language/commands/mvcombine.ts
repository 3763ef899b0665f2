import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { delim: textOption };

export type Mvcombine = Plain<'Mvcombine', typeof OPTIONS>;

export const mvcombine = defineCommand<Mvcombine>({
  name: 'mvcombine',
  doc: {
    syntax: 'mvcombine [delim=<text>] <field>',
    summary: 'Merges results that differ in one field alone.',
    source: 'Splunk Search Reference, mvcombine',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Mvcombine', 'mvcombine', OPTIONS, { words: [1, 1] }),
});
