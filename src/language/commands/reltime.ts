import type { Expr, Named, Plan } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import { arithmetic, concat } from '../plan/arithmetic.ts';
import { extend } from '../plan/build.ts';
import type { PlanContext } from '../plan/context.ts';
import { asNumber } from '../plan/convert.ts';
import { call, choose, isNothing, number, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { timefield: textOption, prefix: textOption };

export type Reltime = Plain<'Reltime', typeof OPTIONS>;

export const reltime = defineCommand<Reltime>({
  name: 'reltime',
  doc: {
    syntax: 'reltime [timefield=<field>] [prefix=<text>]',
    summary: 'Adds how long ago each result was, in words.',
    source: 'Splunk Search Reference, reltime',
    options: {
      timefield: 'the field with the time, or several in quotation marks with commas between them; _time',
      prefix:
        'what the names of the new fields begin with, before the name of the time field; for several fields reltime_',
    },
    differs:
      'Splunk does not say where its units begin: karst gives the longest of which there is one, months of 30 days and years of 365. Times to come are written as "2 hours from now"',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Reltime', 'reltime', OPTIONS),
  plan: planReltime,
});

/** Units from the longest on, in seconds. */
const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

function planReltime({ options }: Reltime, given: Plan | undefined, { environment }: PlanContext): Plan {
  const input = resultsOf(given);
  const fields = [...new Set((options.timefield ?? '_time').split(/[\s,]+/).filter((name) => name !== ''))];
  const prefix = options.prefix ?? (fields.length > 1 ? 'reltime_' : undefined);
  const added = fields.flatMap((name): Named[] => {
    const time = asNumber(fieldOf(input.schema, name));
    if (isNothing(time)) return [];
    const age = arithmetic('-', number(environment.now), time);
    return [{ name: prefix === undefined ? 'reltime' : `${prefix}${name}`, expr: inWords(age) }];
  });
  return extend(input, added);
}

function inWords(age: Expr): Expr {
  const length = call('floor', 'number', call('abs', 'number', age));
  const isAhead = call('numberLess', 'boolean', age, number(0));
  const seconds = counted(length, 'second', 1);
  const amount = UNITS.reduceRight<Expr>((shorter, [unit, size]) => {
    return choose(call('numberLess', 'boolean', length, number(size)), shorter, counted(length, unit, size));
  }, seconds);
  return concat(amount, choose(isAhead, text(' from now'), text(' ago')));
}

function counted(length: Expr, unit: string, seconds: number): Expr {
  const count = call('floor', 'number', arithmetic('/', length, number(seconds)));
  const isOne = call('numberEquals', 'boolean', count, number(1));
  return concat(count, choose(isOne, text(` ${unit}`), text(` ${unit}s`)));
}
