import { booleanOption, choiceOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textOption,
  file: textOption,
  split: choiceOption('true', 'false', 'allnums', 't', 'f'),
  spool: booleanOption,
  prefix_field: textOption,
  host: textOption,
  source: textOption,
  sourcetype: textOption,
  marker: textOption,
};

export type Mcollect = Plain<'Mcollect', typeof OPTIONS>;

export const mcollect = defineCommand<Mcollect>({
  name: 'mcollect',
  doc: {
    syntax:
      'mcollect index=<index> [split=<bool>|allnums] [prefix_field=<field>] [host=<text>] [source=<text>] [sourcetype=<text>] [<field>...]',
    summary: 'Writes the results to a metrics index.',
    source: 'Splunk Search Reference, mcollect',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Mcollect', 'mcollect', OPTIONS, { words: [0, MANY] }),
  unsupported: 'there is no index to write to: take the results from the output instead',
});
