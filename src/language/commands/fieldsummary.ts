import { integerOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { maxvals: integerOption };

export type Fieldsummary = Plain<'Fieldsummary', typeof OPTIONS>;

export const fieldsummary = defineCommand<Fieldsummary>({
  name: 'fieldsummary',
  doc: {
    syntax: 'fieldsummary [maxvals=<count>] [<field>...]',
    summary: 'Describes each field: how often it occurs, its values, its statistics.',
    source: 'Splunk Search Reference, fieldsummary',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Fieldsummary', 'fieldsummary', OPTIONS, { words: [0, MANY] }),
});
