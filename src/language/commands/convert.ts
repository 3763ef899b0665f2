import { nearest } from '../../shared/nearest.ts';
import type { FieldName, Node } from '../ast.ts';
import type { Named, Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type OptionValues, optionBag, textOption } from '../parse/options.ts';
import { extend } from '../plan/build.ts';
import { convertValue } from '../plan/conversions.ts';
import { isNothing } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { expandNames, fieldOf, hasWildcard, matchWildcard } from '../plan/schema.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { timeformat: textOption };

const FUNCTIONS = ['auto', 'ctime', 'dur2sec', 'memk', 'mktime', 'mstime', 'none', 'num', 'rmcomma', 'rmunit'] as const;

export type ConvertFunction = (typeof FUNCTIONS)[number];

/** `ctime(firstTime) AS first`: the field may hold wildcards. Without `as` the field itself is overwritten. */
export type Conversion = Node<'Conversion', { fn: ConvertFunction; field: FieldName; as?: FieldName }>;

export type Convert = Node<'Convert', { conversions: readonly Conversion[]; options: OptionValues<typeof OPTIONS> }>;

export const convert = defineCommand<Convert>({
  name: 'convert',
  doc: {
    syntax: 'convert [timeformat=<format>] <function>(<field>) [AS <name>]...',
    summary: 'Turns values of fields into times, numbers or durations.',
    source: 'Splunk Search Reference, convert',
    options: {
      timeformat: 'how ctime and mktime write and read times; default: %m/%d/%Y %H:%M:%S',
    },
  },
  stands: 'later',
  parse: readConvert,
  plan: planConvert,
});

/** Splunk's format of times where none is given. */
const DEFAULT_FORMAT = '%m/%d/%Y %H:%M:%S';

function planConvert(node: Convert, given: Plan | undefined): Plan {
  let plan = resultsOf(given);
  const format = node.options.timeformat ?? DEFAULT_FORMAT;
  const excluded = node.conversions.filter(({ fn }) => fn === 'none').map(({ field }) => field.name);
  for (const conversion of node.conversions) {
    if (conversion.fn === 'none') continue;
    plan = extend(plan, converted(plan, conversion, format, excluded));
  }
  return plan;
}

function converted(plan: Plan, { fn, field, as }: Conversion, format: string, excluded: readonly string[]): Named[] {
  const isExcluded = (name: string) => excluded.some((pattern) => matchWildcard(pattern, name) !== undefined);
  const isPattern = hasWildcard(field.name);
  const names = expandNames(plan.schema, field.name).filter((name) => !(isPattern && isExcluded(name)));
  return names.flatMap((name) => {
    const value = fieldOf(plan.schema, name);
    const matched = [...(matchWildcard(field.name, name) ?? [])];
    const target = as === undefined ? name : as.name.replace(/\*/g, () => matched.shift() ?? '');
    return isNothing(value) ? [] : [{ name: target, expr: convertValue(fn, value, format) }];
  });
}

function readConvert(cursor: Cursor): Convert {
  const options = optionBag(cursor, 'convert', OPTIONS);
  const conversions: Conversion[] = [];
  while (!cursor.atEnd()) {
    if (options.read() || cursor.symbol(',')) continue;
    conversions.push(readConversion(cursor));
  }
  if (conversions.length === 0) cursor.failExpected('a function such as ctime(field)');
  return { kind: 'Convert', conversions, options: options.values, span: cursor.span() };
}

function readConversion(cursor: Cursor): Conversion {
  const start = cursor.mark();
  const name = cursor.read(/[A-Za-z]\w*(?=\s*\()/y)?.[0];
  if (name === undefined) return cursor.failExpected('a function such as ctime(field)');
  const fn = FUNCTIONS.find((candidate) => candidate === name.toLowerCase());
  if (fn === undefined) return failUnknown(cursor, name, start);
  cursor.expectSymbol('(');
  const field = readArgument(cursor);
  cursor.expectSymbol(')');
  const as = cursor.keyword('as') === undefined ? undefined : cursor.expectFieldName('a name after AS');
  const span = cursor.span(start);
  return as === undefined ? { kind: 'Conversion', fn, field, span } : { kind: 'Conversion', fn, field, as, span };
}

function readArgument(cursor: Cursor): FieldName {
  return cursor.expectFieldName();
}

function failUnknown(cursor: Cursor, name: string, start: number): never {
  const near = nearest(name, FUNCTIONS);
  const hint = near === undefined ? `convert knows ${FUNCTIONS.join(', ')}` : `the nearest function is "${near}"`;
  cursor.fail('SPL107', `unknown convert function "${name}"`, cursor.span(start), hint);
}
