import type { NamedWindow, Plan } from '../ir.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { extend, window } from '../plan/build.ts';
import { column } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { expandNames, fieldOf, freshName } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {};

export type Filldown = Plain<'Filldown', typeof OPTIONS>;

export const filldown = defineCommand<Filldown>({
  name: 'filldown',
  doc: {
    syntax: 'filldown [<field>...]',
    summary: 'Gives fields without a value the one that they last had.',
    source: 'Splunk Search Reference, filldown',
    options: { '<field>': 'fields to fill, wildcards allowed; all but the internal ones' },
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Filldown', 'filldown', OPTIONS, { words: [0, MANY] }),
  plan: planFilldown,
});

function planFilldown(node: Filldown, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const patterns = node.words.length > 0 ? node.words.map(({ name }) => name) : ['*'];
  const names = [...new Set(patterns.flatMap((pattern) => expandNames(input.schema, pattern)))];
  const functions = names.map((name): NamedWindow => {
    const argument = fieldOf(input.schema, name);
    return {
      name: freshName(`last ${name}`, input.schema),
      type: argument.type,
      fn: 'last',
      argument,
      frame: { following: 0 },
    };
  });
  const filled = functions.map(({ name, type }, index) => ({ name: names[index] ?? '', expr: column(name, type) }));
  return functions.length === 0 ? input : extend(window(input, [], functions), filled);
}
