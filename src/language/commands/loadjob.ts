import { booleanOption, integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  savedsearch: textOption,
  events: booleanOption,
  job_delegate: textOption,
  artifact_offset: integerOption,
  ignore_running: booleanOption,
};

export type Loadjob = Plain<'Loadjob', typeof OPTIONS>;

export const loadjob = defineCommand<Loadjob>({
  name: 'loadjob',
  doc: {
    syntax:
      'loadjob <job>|savedsearch=<user>:<app>:<search> [events=<bool>] [artifact_offset=<n>] [ignore_running=<bool>]',
    summary: 'Reads the results of a finished job.',
    source: 'Splunk Search Reference, loadjob',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Loadjob', 'loadjob', OPTIONS, { words: [0, 1] }),
  unsupported: 'there are no jobs here: run the search itself',
});
