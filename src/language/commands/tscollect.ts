import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { namespace: textOption, squashcase: booleanOption, keepresults: booleanOption };

export type Tscollect = Plain<'Tscollect', typeof OPTIONS>;

export const tscollect = defineCommand<Tscollect>({
  name: 'tscollect',
  doc: {
    syntax: 'tscollect [namespace=<text>] [squashcase=<bool>] [keepresults=<bool>]',
    summary: 'Writes results to files for tstats.',
    source: 'Splunk Search Reference, tscollect',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Tscollect', 'tscollect', OPTIONS),
  unsupported: 'tstats reads the data models here',
});
