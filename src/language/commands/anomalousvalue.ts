import { choiceOption, integerOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { anomalousValues } from '../plan/anomalous-values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  action: choiceOption('annotate', 'filter', 'summary'),
  pthresh: numberOption,
  minsupcount: integerOption,
  minsupfreq: numberOption,
  minnormfreq: numberOption,
  maxanofreq: numberOption,
};

export type Anomalousvalue = Plain<'Anomalousvalue', typeof OPTIONS>;

export const anomalousvalue = defineCommand<Anomalousvalue>({
  name: 'anomalousvalue',
  doc: {
    syntax:
      'anomalousvalue [action=annotate|filter|summary] [pthresh=<n>] [minsupcount=<n>] [minsupfreq=<n>] [minnormfreq=<n>] [maxanofreq=<n>] [<field>...]',
    summary: 'Finds results with values that are rare among the results, or far from the mean.',
    source: 'Splunk Search Reference, anomalousvalue',
    options: {
      action:
        'filter keeps the results with such values, annotate all results, both with a score for each such value; summary describes the fields; filter by default',
      pthresh: 'a value at most as probable is anomalous; 0.01 by default',
      minsupcount: 'in how many results a field has to be; 100 by default',
      minsupfreq: 'in which share of the results a field has to be; 0.05 by default',
      minnormfreq: 'which share of the values of a field has to be normal; 0.01 by default',
      maxanofreq: 'which share of the values of a field may be anomalous; 0.05 by default',
    },
    differs:
      'A score is the probability that is compared with pthresh: the share of a value among those of its field (Cat), or that of lying as far from the mean in a normal distribution (Num). Any number of results comes out. Of each field the first 100000 values are counted.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Anomalousvalue', 'anomalousvalue', OPTIONS, { words: [0, MANY] }),
  plan: (node, given, context) => anomalousValues(given, node.words, node.options, context),
});
