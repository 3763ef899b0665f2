import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { limit: integerOption };

export type Mvexpand = Plain<'Mvexpand', typeof OPTIONS>;

export const mvexpand = defineCommand<Mvexpand>({
  name: 'mvexpand',
  doc: {
    syntax: 'mvexpand <field> [limit=<count>]',
    summary: 'Makes one result of each value of a field.',
    source: 'Splunk Search Reference, mvexpand',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Mvexpand', 'mvexpand', OPTIONS, { words: [1, 1] }),
});
