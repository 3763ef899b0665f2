import { type Plain, readPlain } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Nomv = Plain<'Nomv', typeof OPTIONS>;

export const nomv = defineCommand<Nomv>({
  name: 'nomv',
  doc: {
    syntax: 'nomv <field>',
    summary: 'Joins the values of a multivalue field into one.',
    source: 'Splunk Search Reference, nomv',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Nomv', 'nomv', OPTIONS, { words: [1, 1] }),
});
