import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { classfield: textOption };

export type Analyzefields = Plain<'Analyzefields', typeof OPTIONS>;

export const analyzefields = defineCommand<Analyzefields>({
  name: 'analyzefields',
  aliases: ['af'],
  doc: {
    syntax: 'analyzefields classfield=<field>',
    summary: 'Tells how well each numeric field predicts the values of another field.',
    source: 'Splunk Search Reference, analyzefields',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Analyzefields', 'analyzefields', OPTIONS),
});
