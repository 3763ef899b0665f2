import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Relevancy = Plain<'Relevancy', typeof OPTIONS>;

export const relevancy = defineCommand<Relevancy>({
  name: 'relevancy',
  doc: {
    syntax: 'relevancy',
    summary: 'Tells how well each event fits the words of the search.',
    source: 'Splunk Search Reference, relevancy',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Relevancy', 'relevancy', OPTIONS),
  unsupported: 'its score is nowhere documented, and needs an index of words: count matches with eval instead',
});
