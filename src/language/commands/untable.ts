import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Untable = Plain<'Untable', typeof OPTIONS>;

export const untable = defineCommand<Untable>({
  name: 'untable',
  doc: {
    syntax: 'untable <x field> <name field> <value field>',
    summary: 'Makes one result of each cell of a table.',
    source: 'Splunk Search Reference, untable',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Untable', 'untable', OPTIONS, { words: [3, 3] }),
});
