import { booleanOption, choiceOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  method: choiceOption('histogram', 'zscore', 'iqr'),
  action: choiceOption('filter', 'annotate', 'summary', 'remove', 'rm', 'transform', 'tf'),
  pthresh: numberOption,
  cutoff: booleanOption,
};

export type Anomalydetection = Plain<'Anomalydetection', typeof OPTIONS>;

export const anomalydetection = defineCommand<Anomalydetection>({
  name: 'anomalydetection',
  doc: {
    syntax:
      'anomalydetection [method=histogram|zscore|iqr] [action=filter|annotate|summary] [pthresh=<n>] [cutoff=<bool>] [<field>...]',
    summary: 'Finds results whose combination of values is improbable.',
    source: 'Splunk Search Reference, anomalydetection',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Anomalydetection', 'anomalydetection', OPTIONS, { words: [0, MANY] }),
});
