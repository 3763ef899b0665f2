import { booleanOption, choiceOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  type: choiceOption('iqr'),
  action: choiceOption('rm', 'remove', 'tf', 'transform'),
  param: numberOption,
  uselower: booleanOption,
  mark: booleanOption,
};

export type Outlier = Plain<'Outlier', typeof OPTIONS>;

export const outlier = defineCommand<Outlier>({
  name: 'outlier',
  doc: {
    syntax: 'outlier [type=iqr] [action=remove|transform] [param=<n>] [uselower=<bool>] [mark=<bool>] [<field>...]',
    summary: 'Removes numbers far from the others, or moves them to the edge.',
    source: 'Splunk Search Reference, outlier',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Outlier', 'outlier', OPTIONS, { words: [0, MANY] }),
});
