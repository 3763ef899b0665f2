import type { NamedWindow, Plan } from '../ir.ts';
import { booleanOption, integerOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { filter, rowNumber, select, union, window } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { call, column, isNull, number, or } from '../plan/expr.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { joinResults } from '../plan/join.ts';
import { computedOnce } from '../plan/kept.ts';
import { fieldOf, freshName, visibleColumns } from '../plan/schema.ts';
import { wholeValue } from '../plan/whole-value.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { overwrite: booleanOption, max: integerOption, keepsingle: booleanOption };

export type Selfjoin = Plain<'Selfjoin', typeof OPTIONS>;

export const selfjoin = defineCommand<Selfjoin>({
  name: 'selfjoin',
  doc: {
    syntax: 'selfjoin [overwrite=<bool>] [max=<count>] [keepsingle=<bool>] <field>...',
    summary: 'Joins results with each other that have the same values.',
    source: 'Splunk Search Reference, selfjoin',
    options: {
      overwrite: 'whether the values of the other result win where both have the field; true',
      max: 'how many other results each is joined with; 0 is all; 1',
      keepsingle: 'whether results without an equal stay, behind the others; false',
    },
    differs:
      'Splunk does not say which of two equal results is the other one: karst joins each result with those before it',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Selfjoin', 'selfjoin', OPTIONS, { words: [1, MANY] }),
  plan: planSelfjoin,
});

async function planSelfjoin(node: Selfjoin, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { overwrite = true, max = 1, keepsingle = false } = node.options;
  if (max < 0) fail('SPL106', 'max takes a number of results, or 0 for all', node.span);
  const input = await computedOnce(resultsOf(given), context);
  const keys = [...new Set(node.words.map(({ name }) => name))];
  const place = freshName('place', input.schema);
  const numbered = window(input, [], [rowNumber(place)]);
  const options = { keys, type: 'inner', max, overwrite, place: { left: place, right: place } } as const;
  const joined = joinResults(numbered, numbered, options);
  return keepsingle ? union([joined, singles(input, keys)]) : joined;
}

/** Results that share the values of the fields with no other, or lack one of them. */
function singles(input: Plan, keys: readonly string[]): Plan {
  const values = keys.map((name) => wholeValue(fieldOf(input.schema, name)));
  const name = freshName('equals', input.schema);
  const count: NamedWindow = { name, type: 'number', fn: 'count', frame: 'partition' };
  const isAlone = call('numberEquals', 'boolean', column(name, 'number'), number(1));
  const alone = filter(window(input, values, [count]), or(isAlone, ...values.map(isNull)));
  const visible = visibleColumns(input.schema).map((own) => own.name);
  return select(alone, visible, input.schema.isOpen);
}
