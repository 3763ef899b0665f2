import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  examples: textOption,
  counterexamples: textOption,
  fromfield: textOption,
  maxtrainers: integerOption,
};

export type Erex = Plain<'Erex', typeof OPTIONS>;

export const erex = defineCommand<Erex>({
  name: 'erex',
  doc: {
    syntax: 'erex [<field>] examples=<text> [counterexamples=<text>] [fromfield=<field>] [maxtrainers=<n>]',
    summary: 'Makes up a regular expression from examples of the values to extract.',
    source: 'Splunk Search Reference, erex',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Erex', 'erex', OPTIONS, { words: [0, 1] }),
  unsupported: 'write the pattern in rex instead',
});
