import { type Plain, readPlain } from '../parse/plain.ts';
import { reverse as reverseResults } from '../plan/build.ts';
import { resultsOf } from '../plan/input.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Reverse = Plain<'Reverse', typeof OPTIONS>;

export const reverse = defineCommand<Reverse>({
  name: 'reverse',
  doc: {
    syntax: 'reverse',
    summary: 'Turns the order of results round.',
    source: 'Splunk Search Reference, reverse',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Reverse', 'reverse', OPTIONS),
  plan: (_node, input) => reverseResults(resultsOf(input)),
});
