import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Overlap = Plain<'Overlap', typeof OPTIONS>;

export const overlap = defineCommand<Overlap>({
  name: 'overlap',
  doc: {
    syntax: 'overlap',
    summary: 'Finds gaps and overlaps in a summary index.',
    source: 'Splunk Search Reference, overlap',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Overlap', 'overlap', OPTIONS),
  unsupported: 'there is no summary index here',
});
