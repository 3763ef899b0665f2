import { booleanOption, integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  dispatch: booleanOption,
  append: booleanOption,
  strict: booleanOption,
  start: integerOption,
  max: integerOption,
  events: booleanOption,
};

export type Inputcsv = Plain<'Inputcsv', typeof OPTIONS>;

export const inputcsv = defineCommand<Inputcsv>({
  name: 'inputcsv',
  doc: {
    syntax: 'inputcsv [append=<bool>] [start=<n>] [max=<n>] [events=<bool>] [strict=<bool>] [dispatch=<bool>] <file>',
    summary: 'Reads a CSV file of a Splunk server.',
    source: 'Splunk Search Reference, inputcsv',
  },
  stands: 'first',
  mayFollow: (node) => node.options.append === true,
  parse: (cursor) => readPlain(cursor, 'Inputcsv', 'inputcsv', OPTIONS, { words: [1, 1] }),
  unsupported: 'use inputlookup with a lookup of the content instead',
});
