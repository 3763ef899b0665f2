import { integerOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { grouping_field: textOption, grouping_maxlen: integerOption };

export type Typelearner = Plain<'Typelearner', typeof OPTIONS>;

export const typelearner = defineCommand<Typelearner>({
  name: 'typelearner',
  doc: {
    syntax: 'typelearner [<field>] [grouping_maxlen=<n>]',
    summary: 'Proposes event types for the results.',
    source: 'Splunk Search Reference, typelearner',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Typelearner', 'typelearner', OPTIONS, { words: [0, 1] }),
  unsupported: 'event types are configured, not proposed',
});
