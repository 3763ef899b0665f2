import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  position1: integerOption,
  position2: integerOption,
  attribute: textOption,
  diffheader: booleanOption,
  context: booleanOption,
  maxlen: integerOption,
};

export type Diff = Plain<'Diff', typeof OPTIONS>;

export const diff = defineCommand<Diff>({
  name: 'diff',
  doc: {
    syntax:
      'diff [position1=<n>] [position2=<n>] [attribute=<field>] [diffheader=<bool>] [context=<bool>] [maxlen=<n>]',
    summary: 'Compares two results line by line.',
    source: 'Splunk Search Reference, diff',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Diff', 'diff', OPTIONS),
});
