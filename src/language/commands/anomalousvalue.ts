import { choiceOption, integerOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
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
    summary: 'Finds results with values that are rare among the results.',
    source: 'Splunk Search Reference, anomalousvalue',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Anomalousvalue', 'anomalousvalue', OPTIONS, { words: [0, MANY] }),
});
