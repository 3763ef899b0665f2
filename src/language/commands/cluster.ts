import { booleanOption, choiceOption, numberOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  t: numberOption,
  delims: textOption,
  showcount: booleanOption,
  countfield: textOption,
  labelfield: textOption,
  field: textOption,
  labelonly: booleanOption,
  match: choiceOption('termlist', 'termset', 'ngramset'),
};

export type Cluster = Plain<'Cluster', typeof OPTIONS>;

export const cluster = defineCommand<Cluster>({
  name: 'cluster',
  doc: {
    syntax:
      'cluster [t=<n>] [field=<field>] [match=termlist|termset|ngramset] [showcount=<bool>] [countfield=<field>] [labelfield=<field>] [labelonly=<bool>] [delims=<text>]',
    summary: 'Groups results with similar text.',
    source: 'Splunk Search Reference, cluster',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Cluster', 'cluster', OPTIONS),
});
