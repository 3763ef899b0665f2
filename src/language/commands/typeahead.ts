import { booleanOption, integerOption, textListOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  prefix: textOption,
  count: integerOption,
  max_time: integerOption,
  index: textListOption,
  starttimeu: textOption,
  endtimeu: textOption,
  collapse: booleanOption,
  banned_segments: textOption,
  sourcetype: textOption,
};

export type Typeahead = Plain<'Typeahead', typeof OPTIONS>;

export const typeahead = defineCommand<Typeahead>({
  name: 'typeahead',
  doc: {
    syntax: 'typeahead prefix=<text> count=<n> [max_time=<n>] [index=<index>] [collapse=<bool>]',
    summary: 'Lists the words of an index that begin so.',
    source: 'Splunk Search Reference, typeahead',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Typeahead', 'typeahead', OPTIONS),
  unsupported: 'there is no index of words here',
});
