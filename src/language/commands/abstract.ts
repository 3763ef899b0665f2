import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxterms: integerOption, maxlines: integerOption };

export type Abstract = Plain<'Abstract', typeof OPTIONS>;

export const abstractCommand = defineCommand<Abstract>({
  name: 'abstract',
  doc: {
    syntax: 'abstract [maxterms=<count>] [maxlines=<count>]',
    summary: 'Shortens the text of each result to the lines that matter most to the search.',
    source: 'Splunk Search Reference, abstract',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Abstract', 'abstract', OPTIONS),
  // It shortens text on a screen: the results stay as they are.
  plan: (_node, input) => resultsOf(input),
});
