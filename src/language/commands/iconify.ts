import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Iconify = Plain<'Iconify', typeof OPTIONS>;

export const iconify = defineCommand<Iconify>({
  name: 'iconify',
  doc: {
    syntax: 'iconify <field>...',
    summary: 'Shows an icon for each combination of values.',
    source: 'Splunk Search Reference, iconify',
    differs: 'it has no effect: there is no screen to draw on',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Iconify', 'iconify', OPTIONS, { words: [1, MANY] }),
  // It draws pictures on a screen: the results stay as they are.
  plan: (_node, input) => resultsOf(input),
});
