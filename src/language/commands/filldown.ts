import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Filldown = Plain<'Filldown', typeof OPTIONS>;

export const filldown = defineCommand<Filldown>({
  name: 'filldown',
  doc: {
    syntax: 'filldown [<field>...]',
    summary: 'Gives fields without a value the one that they last had.',
    source: 'Splunk Search Reference, filldown',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Filldown', 'filldown', OPTIONS, { words: [0, MANY] }),
});
