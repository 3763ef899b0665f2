import { booleanOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { column_name: textOption, header_field: textOption, include_empty: booleanOption };

export type Transpose = Plain<'Transpose', typeof OPTIONS>;

export const transpose = defineCommand<Transpose>({
  name: 'transpose',
  doc: {
    syntax: 'transpose [<count>] [column_name=<text>] [header_field=<field>] [include_empty=<bool>]',
    summary: 'Turns rows into columns.',
    source: 'Splunk Search Reference, transpose',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Transpose', 'transpose', OPTIONS, { words: [0, 1] }),
});
