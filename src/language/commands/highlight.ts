import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Highlight = Plain<'Highlight', typeof OPTIONS>;

export const highlight = defineCommand<Highlight>({
  name: 'highlight',
  aliases: ['hilite'],
  doc: {
    syntax: 'highlight <text>...',
    summary: 'Marks words in the display of results.',
    source: 'Splunk Search Reference, highlight',
    differs: 'it has no effect: there is no screen to mark words on',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Highlight', 'highlight', OPTIONS, { words: [1, MANY] }),
  // It marks words on a screen: the results stay as they are.
  plan: (_node, input) => resultsOf(input),
});
