import { booleanOption, choiceOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  count: integerOption,
  annotate: booleanOption,
  format: choiceOption('csv', 'json'),
  data: textOption,
  splunk_server: textOption,
  splunk_server_group: textOption,
};

export type Makeresults = Plain<'Makeresults', typeof OPTIONS>;

export const makeresults = defineCommand<Makeresults>({
  name: 'makeresults',
  doc: {
    syntax: 'makeresults [count=<count>] [annotate=<bool>] [format=csv|json data=<text>]',
    summary: 'Makes results out of nothing, or out of data in the search itself.',
    source: 'Splunk Search Reference, makeresults',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Makeresults', 'makeresults', OPTIONS),
});
