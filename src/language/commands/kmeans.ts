import { booleanOption, choiceOption, integerOption, numberOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  reps: integerOption,
  maxiters: integerOption,
  t: numberOption,
  k: textOption,
  cnumfield: textOption,
  distype: choiceOption('l1', 'l1norm', 'cityblock', 'cb', 'l2', 'l2norm', 'sq', 'sqeuclidean', 'cos', 'cosine'),
  showcentroid: booleanOption,
};

export type Kmeans = Plain<'Kmeans', typeof OPTIONS>;

export const kmeans = defineCommand<Kmeans>({
  name: 'kmeans',
  doc: {
    syntax:
      'kmeans [k=<count>] [reps=<n>] [maxiters=<n>] [t=<n>] [cnumfield=<field>] [distype=<type>] [showcentroid=<bool>] [<field>...]',
    summary: 'Groups results by the distance of their numeric fields.',
    source: 'Splunk Search Reference, kmeans',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Kmeans', 'kmeans', OPTIONS, { words: [0, MANY] }),
});
