import { booleanOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  append: booleanOption,
  create_empty: booleanOption,
  override_if_empty: booleanOption,
  dispatch: booleanOption,
  usexml: booleanOption,
  singlefile: booleanOption,
};

export type Outputcsv = Plain<'Outputcsv', typeof OPTIONS>;

export const outputcsv = defineCommand<Outputcsv>({
  name: 'outputcsv',
  doc: {
    syntax:
      'outputcsv [append=<bool>] [create_empty=<bool>] [override_if_empty=<bool>] [dispatch=<bool>] [usexml=<bool>] [singlefile=<bool>] [<file>]',
    summary: 'Writes the results to a CSV file of a Splunk server.',
    source: 'Splunk Search Reference, outputcsv',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Outputcsv', 'outputcsv', OPTIONS, { words: [0, 1] }),
  unsupported: 'take the results from the output instead, as CSV',
});
