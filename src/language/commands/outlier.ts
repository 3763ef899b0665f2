import { type Expr, HIDDEN, type NamedWindow, type Plan } from '../ir.ts';
import { booleanOption, choiceOption, numberOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import { arithmetic, concat } from '../plan/arithmetic.ts';
import { extend, filter, window } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber, unify } from '../plan/convert.ts';
import { boolean, call, choose, column, isNothing, isTrue, not, number, or, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { withKnownFields } from '../plan/kept.ts';
import { fieldOf } from '../plan/schema.ts';
import { summedFields } from '../plan/totals.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  type: choiceOption('iqr'),
  action: choiceOption('rm', 'remove', 'tf', 'transform'),
  param: numberOption,
  uselower: booleanOption,
  mark: booleanOption,
};

export type Outlier = Plain<'Outlier', typeof OPTIONS>;

export const outlier = defineCommand<Outlier>({
  name: 'outlier',
  doc: {
    syntax: 'outlier [type=iqr] [action=remove|transform] [param=<n>] [uselower=<bool>] [mark=<bool>] [<field>...]',
    summary: 'Removes numbers far from the others, or moves them to the edge.',
    source: 'Splunk Search Reference, outlier',
    options: {
      type: 'how outliers are told: iqr, by the range between the quartiles',
      action: 'remove (rm) the result, or transform (tf) the number to the bound that it passed; transform',
      param: 'how many times that range a bound lies from its quartile; 2.5',
      uselower: 'whether there is a bound below too; false',
      mark: 'whether a transformed number begins with 000; false',
      '<field>': 'fields to look at; all that hold numbers',
    },
    differs: 'quartiles are values that occur, by nearest rank, as in stats',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Outlier', 'outlier', OPTIONS, { words: [0, MANY] }),
  plan: planOutlier,
});

/** Fields that are listed, or all of which some value is a number. Nothing is an outlier of fields without numbers. */
async function planOutlier(node: Outlier, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { action = 'transform', param = DEFAULT_PARAM, uselower = false, mark = false } = node.options;
  const input = await withKnownFields(resultsOf(given), context);
  const names = summedFields(input, node.words);
  const quartiles = names.flatMap((name): NamedWindow[] => {
    const argument = asNumber(fieldOf(input.schema, name));
    if (isNothing(argument)) return [];
    return [LOWER, UPPER].map((parameter) => ({
      name: quartileName(name, parameter),
      type: 'number',
      fn: 'percentile',
      argument,
      parameter,
      frame: 'partition',
    }));
  });
  const counted = window(input, [], quartiles);
  const known = names.filter((name) => quartiles.some((one) => one.name === quartileName(name, LOWER)));
  const bounds = known.map((name) => ({ name, ...fences(counted, name, param, uselower) }));
  if (action === 'rm' || action === 'remove') {
    const isOutlier = or(...bounds.map(({ above, below }) => isTrue(or(above, below))));
    return filter(counted, not(isOutlier));
  }
  return extend(
    counted,
    bounds.map(({ name, ...fence }) => ({ name, expr: clipped(fieldOf(counted.schema, name), fence, mark) })),
  );
}

/** Splunk's default: so many interquartile ranges from the quartiles. */
const DEFAULT_PARAM = 2.5;
const LOWER = 25;
const UPPER = 75;

function quartileName(name: string, percent: number): string {
  return `${HIDDEN}quartile ${percent} of ${name}`;
}

interface Fence {
  readonly above: Expr;
  readonly below: Expr;
  readonly high: Expr;
  readonly low: Expr;
}

function fences({ schema }: Plan, name: string, param: number, hasLower: boolean): Fence {
  const value = asNumber(fieldOf(schema, name));
  const [q1, q3] = [LOWER, UPPER].map((percent) => column(quartileName(name, percent), 'number'));
  if (q1 === undefined || q3 === undefined) throw new Error('a quartile has no column');
  const margin = arithmetic('*', arithmetic('-', q3, q1), number(param));
  const [high, low] = [arithmetic('+', q3, margin), arithmetic('-', q1, margin)];
  const above = call('numberLess', 'boolean', high, value);
  return { high, low, above, below: hasLower ? call('numberLess', 'boolean', value, low) : boolean(false) };
}

/** An outlier becomes the bound that it passed, with 000 before it where it is to be marked. */
function clipped(value: Expr, { above, below, high, low }: Fence, isMarked: boolean): Expr {
  const bound = (figure: Expr) => (isMarked ? concat(text('000'), figure) : figure);
  const [own = value, upper = value, lower = value] = unify([value, bound(high), bound(low)]);
  return choose(isTrue(above), upper, choose(isTrue(below), lower, own));
}
