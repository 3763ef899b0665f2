import type { Plan } from '../ir.ts';
import { integerOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { extend, unnest } from '../plan/build.ts';
import { call, number } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { limit: integerOption };

export type Mvexpand = Plain<'Mvexpand', typeof OPTIONS>;

export const mvexpand = defineCommand<Mvexpand>({
  name: 'mvexpand',
  doc: {
    syntax: 'mvexpand <field> [limit=<count>]',
    summary: 'Makes one result of each value of a field.',
    source: 'Splunk Search Reference, mvexpand',
    options: {
      limit: 'how many values of each result are expanded; 0 is all; default: 0',
    },
    differs: 'Memory sets no limit to it.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Mvexpand', 'mvexpand', OPTIONS, { words: [1, 1] }),
  plan: planMvexpand,
});

/** Results without the field go. */
function planMvexpand(node: Mvexpand, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const name = node.words[0]?.name ?? '';
  const value = fieldOf(input.schema, name);
  const limit = node.options.limit ?? 0;
  if (limit <= 0 || value.type !== 'multi') return unnest(input, name, false);
  const first = call('multiIndex', 'multi', value, number(0), number(limit - 1));
  return unnest(extend(input, [{ name, expr: first }]), name, false);
}
