import { booleanOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { strict_fields: booleanOption, allow_old_summaries: booleanOption, summariesonly: booleanOption };

export type Datamodel = Plain<'Datamodel', typeof OPTIONS>;

export const datamodel = defineCommand<Datamodel>({
  name: 'datamodel',
  doc: {
    syntax:
      'datamodel [<model> [<dataset> [<mode>]]] [strict_fields=<bool>] [summariesonly=<bool>] [allow_old_summaries=<bool>]',
    summary: 'Reads the events of a dataset, or describes data models.',
    source: 'Splunk Search Reference, datamodel',
  },
  stands: 'first',
  parse: (cursor) => readPlain(cursor, 'Datamodel', 'datamodel', OPTIONS, { words: [0, 3] }),
});
