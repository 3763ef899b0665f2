import { booleanOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textOption,
  file: textOption,
  split: booleanOption,
  spool: booleanOption,
  prefix_field: textOption,
  host: textOption,
  source: textOption,
  sourcetype: textOption,
};

export type Meventcollect = Plain<'Meventcollect', typeof OPTIONS>;

export const meventcollect = defineCommand<Meventcollect>({
  name: 'meventcollect',
  doc: {
    syntax:
      'meventcollect index=<index> [split=<bool>] [prefix_field=<field>] [host=<text>] [source=<text>] [sourcetype=<text>] [<field>...]',
    summary: 'Writes results to a metrics index while they come in.',
    source: 'Splunk Search Reference, meventcollect',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Meventcollect', 'meventcollect', OPTIONS, { words: [0, MANY] }),
  unsupported: 'there is no index to write to: take the results from the output instead',
});
