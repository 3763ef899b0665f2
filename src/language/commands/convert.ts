import { nearest } from '../../shared/nearest.ts';
import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type OptionValues, optionBag, textOption } from '../parse/options.ts';
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
  },
  stands: 'later',
  parse: readConvert,
});

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
