import { choiceOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { type: choiceOption('cocur') };

export type Correlate = Plain<'Correlate', typeof OPTIONS>;

export const correlate = defineCommand<Correlate>({
  name: 'correlate',
  doc: {
    syntax: 'correlate [type=cocur]',
    summary: 'Tells how often each pair of fields occurs together.',
    source: 'Splunk Search Reference, correlate',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Correlate', 'correlate', OPTIONS),
});
