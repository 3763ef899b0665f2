import type { Plan, Row, Value } from '../ir.ts';
import { integerOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { fieldsRead } from '../plan/read-fields.ts';
import { hasWildcard } from '../plan/schema.ts';
import { condense, eachResult, type NewRow } from '../plan/tabulate.ts';
import { type Association, associationFinder, type FieldTexts, valueCounter } from '../statistics/association.ts';
import { textsOf } from '../statistics/values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { supcnt: integerOption, supfreq: numberOption, improv: numberOption };

export type Associate = Plain<'Associate', typeof OPTIONS>;

export const associate = defineCommand<Associate>({
  name: 'associate',
  doc: {
    syntax: 'associate [supcnt=<count>] [supfreq=<n>] [improv=<n>] [<field>...]',
    summary: 'Finds values of fields that tell much about another field.',
    source: 'Splunk Search Reference, associate',
    options: {
      supcnt: 'in how many results a value has to be; 100 by default',
      supfreq: 'in which share of the results a value has to be; 0.1 by default',
      improv: 'by how many bits the entropy of the other field has to be less; 0.5 by default',
    },
    differs:
      'Entropies and Support are figures that are not rounded, Support a share from 0 to 1. Of each field the first 10000 values are counted. More than a million combinations of values are error SPL305.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Associate', 'associate', OPTIONS, { words: [0, MANY] }),
  plan: planAssociate,
});

/** Source: limits.conf, [associate] maxvalues. */
const MOST_VALUES = 10_000;
const MOST_COMBINATIONS = 1_000_000;

async function planAssociate(node: Associate, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { supcnt = 100, supfreq = 0.1, improv = 0.5 } = node.options;
  for (const word of node.words) {
    if (hasWildcard(word.name)) fail('SPL106', 'associate takes no wildcards', word.span);
  }
  const input = await computedOnce(fieldsRead(resultsOf(given), node.words), context);
  const counter = valueCounter(MOST_VALUES);
  await eachResult(input, (row) => counter.add(textsOfRow(row)), context);
  const options = { minimumCount: supcnt, minimumShare: supfreq, minimumGain: improv };
  const finder = associationFinder(counter, options, MOST_COMBINATIONS);
  const add = (row: Row): void => {
    if (finder.add(textsOfRow(row))) return;
    fail('SPL305', `associate found more than ${MOST_COMBINATIONS} combinations of values`, node.span, 'name fields');
  };
  return await condense(input, { add, table: () => ({ columns: COLUMNS, rows: finder.found().map(rowOf) }) }, context);
}

function textsOfRow(row: Row): FieldTexts {
  return new Map(Object.entries(row).map(([name, value]) => [name, [...new Set(textsOf(value))]]));
}

const COLUMNS = [
  'Reference_Key',
  'Reference_Value',
  'Target_Key',
  'Unconditional_Entropy',
  'Conditional_Entropy',
  'Entropy_Improvement',
  'Description',
  'Support',
  'Top_Conditional_Value',
];

const DIGITS = 3;

function rowOf({ field, value, target, before, after, support, top }: Association): NewRow {
  const [from, to] = [before.toFixed(DIGITS), after.toFixed(DIGITS)];
  const [without, given] = [(100 * top.before).toFixed(2), (100 * top.after).toFixed(2)];
  return new Map<string, Value>([
    ['Reference_Key', field],
    ['Reference_Value', value],
    ['Target_Key', target],
    ['Unconditional_Entropy', before],
    ['Conditional_Entropy', after],
    ['Entropy_Improvement', before - after],
    [
      'Description',
      `When '${field}' has the value '${value}', the entropy of '${target}' decreases from ${from} to ${to}.`,
    ],
    ['Support', support],
    ['Top_Conditional_Value', `${top.value} (${without}% -> ${given}%)`],
  ]);
}
