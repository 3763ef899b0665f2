import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Multisearch = Plain<'Multisearch', typeof OPTIONS>;

export const multisearch = defineCommand<Multisearch>({
  name: 'multisearch',
  doc: {
    syntax: 'multisearch <subsearch> <subsearch>...',
    summary: 'Runs streaming searches side by side and merges their results by time.',
    source: 'Splunk Search Reference, multisearch',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Multisearch', 'multisearch', OPTIONS, { subsearches: [2, MANY] }),
});
