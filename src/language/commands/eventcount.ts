import { booleanOption, textListOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  index: textListOption,
  summarize: booleanOption,
  report_size: booleanOption,
  list_vix: booleanOption,
  list_federated_remote: booleanOption,
};

export type Eventcount = Plain<'Eventcount', typeof OPTIONS>;

export const eventcount = defineCommand<Eventcount>({
  name: 'eventcount',
  doc: {
    syntax:
      'eventcount [summarize=<bool>] [index=<index>]... [report_size=<bool>] [list_vix=<bool>] [list_federated_remote=<bool>]',
    summary: 'Counts the events of indexes.',
    source: 'Splunk Search Reference, eventcount',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Eventcount', 'eventcount', OPTIONS),
});
