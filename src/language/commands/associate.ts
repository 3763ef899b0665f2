import { integerOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { supcnt: integerOption, supfreq: numberOption, improv: numberOption };

export type Associate = Plain<'Associate', typeof OPTIONS>;

export const associate = defineCommand<Associate>({
  name: 'associate',
  doc: {
    syntax: 'associate [supcnt=<count>] [supfreq=<n>] [improv=<n>] [<field>...]',
    summary: 'Finds pairs of fields of which one tells much about the other.',
    source: 'Splunk Search Reference, associate',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Associate', 'associate', OPTIONS, { words: [0, MANY] }),
});
