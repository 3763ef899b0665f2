import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { prefix: textOption };

export type Fromjson = Plain<'Fromjson', typeof OPTIONS>;

export const fromjson = defineCommand<Fromjson>({
  name: 'fromjson',
  doc: {
    syntax: 'fromjson <field> [prefix=<text>]',
    summary: 'Makes fields of the keys of a JSON object.',
    source: 'Splunk Search Reference, fromjson',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Fromjson', 'fromjson', OPTIONS, { words: [1, 1] }),
});
