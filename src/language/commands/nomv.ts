import type { Plan } from '../ir.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import { call, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf } from '../plan/schema.ts';
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
  plan: planNomv,
});

function planNomv(node: Nomv, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const name = node.words[0]?.name ?? '';
  const value = fieldOf(input.schema, name);
  if (value.type !== 'multi') return input;
  return extend(input, [{ name, expr: call('multiJoin', 'text', value, text('\n')) }]);
}
