import type { Plan, Row } from '../ir.ts';
import { integerOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { fieldsRead } from '../plan/read-fields.ts';
import { hasWildcard } from '../plan/schema.ts';
import { condense, eachResult, type NewRow, type NewTable } from '../plan/tabulate.ts';
import { type AssociationRule, associationRules } from '../statistics/association-rules.ts';
import { textsOf } from '../statistics/values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { sup: integerOption, conf: numberOption };

export type Arules = Plain<'Arules', typeof OPTIONS>;

export const arules = defineCommand<Arules>({
  name: 'arules',
  doc: {
    syntax: 'arules [sup=<count>] [conf=<n>] <field>...',
    summary: 'Finds rules by which values of fields go together.',
    source: 'Splunk Search Reference, arules',
    options: {
      sup: 'in how many results all values of a rule have to be together; 3 by default',
      conf: 'the least Strength of a rule, from 0 to 1; 0.5 by default',
    },
    differs:
      'A rule implies one value, written field=value; several given ones are divided by a comma. Supports are numbers of results. The strongest rule comes first. More values, combinations or sets of values than fit in memory are error SPL305.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Arules', 'arules', OPTIONS, { words: [2, MANY] }),
  plan: planArules,
});

const MOST_ITEMS = 500_000;
const MOST_COMBINATIONS = 200_000;
const MOST_SETS = 20_000;

async function planArules(node: Arules, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { sup = 3, conf = 0.5 } = node.options;
  if (sup < 1) fail('SPL106', `sup is a number from 1, found ${sup}`, node.span);
  if (conf < 0 || conf > 1) fail('SPL106', `conf is a number from 0 to 1, found ${conf}`, node.span);
  for (const word of node.words) if (hasWildcard(word.name)) fail('SPL106', 'arules takes no wildcards', word.span);
  const input = await computedOnce(fieldsRead(resultsOf(given), node.words), context);
  const supports = new Map<string, number>();
  const count = (row: Row): void => {
    for (const item of itemsOf(row)) supports.set(item, (supports.get(item) ?? 0) + 1);
    if (supports.size > MOST_ITEMS) tooMuch(`more than ${MOST_ITEMS} values`, node);
  };
  await eachResult(input, count, context);
  const combinations = new Map<string, { readonly items: readonly string[]; count: number }>();
  const add = (row: Row): void => {
    const items = itemsOf(row).filter((item) => (supports.get(item) ?? 0) >= sup);
    const key = items.join('\u0001');
    const known = combinations.get(key);
    if (known !== undefined) known.count++;
    else combinations.set(key, { items, count: 1 });
    if (combinations.size > MOST_COMBINATIONS) tooMuch(`more than ${MOST_COMBINATIONS} combinations of values`, node);
  };
  const table = (): NewTable => {
    const options = { minimumSupport: sup, minimumConfidence: conf, mostSets: MOST_SETS };
    const rules = associationRules([...combinations.values()], options);
    if (rules === undefined) return tooMuch(`more than ${MOST_SETS} sets of values that go together`, node);
    return { columns: COLUMNS, rows: rules.map(rowOf) };
  };
  return await condense(input, { add, table }, context);
}

function tooMuch(what: string, { span }: Arules): never {
  return fail('SPL305', `arules found ${what}`, span, 'give a greater sup or fewer fields');
}

function itemsOf(row: Row): readonly string[] {
  return Object.entries(row).flatMap(([name, value]) => [...new Set(textsOf(value))].map((text) => `${name}=${text}`));
}

const COLUMNS = ['Given fields', 'Implied fields', 'Strength', 'Given fields support', 'Implied fields support'];

function rowOf({ given, implied, confidence, givenSupport, impliedSupport }: AssociationRule): NewRow {
  return new Map<string, string | number>([
    ['Given fields', given.join(', ')],
    ['Implied fields', implied],
    ['Strength', confidence],
    ['Given fields support', givenSupport],
    ['Implied fields support', impliedSupport],
  ]);
}
