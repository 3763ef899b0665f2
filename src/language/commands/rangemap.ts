import type { Node } from '../ast.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import { defineCommand } from './define.ts';

/** `low=0-100`: both ends belong to the range. */
export type Range = Node<'Range', { name: string; from: number; to: number }>;

export type Rangemap = Node<
  'Rangemap',
  {
    field: string;
    ranges: readonly Range[];
    /** For numbers in no range; Splunk's default is `None`. */
    fallback: string;
  }
>;

export const rangemap = defineCommand<Rangemap>({
  name: 'rangemap',
  doc: {
    syntax: 'rangemap field=<field> [<name>=<low>-<high>]... [default=<text>]',
    summary: 'Names the range that a number lies in.',
    source: 'Splunk Search Reference, rangemap',
  },
  stands: 'later',
  parse: readRangemap,
});

function readRangemap(cursor: Cursor): Rangemap {
  const ranges: Range[] = [];
  let field: string | undefined;
  let fallback = 'None';
  while (!cursor.atEnd()) {
    if (cursor.symbol(',')) continue;
    const parameter = readParameter(cursor) ?? cursor.failExpected('<name>=<low>-<high>');
    const name = parameter.name.toLowerCase();
    if (name === 'field') field = parameter.value;
    else if (name === 'default') fallback = parameter.value;
    else ranges.push(rangeOf(cursor, parameter));
  }
  if (field === undefined) return cursor.fail('SPL109', 'rangemap needs field=<field>', cursor.span());
  return { kind: 'Rangemap', field, ranges, fallback, span: cursor.span() };
}

function rangeOf(cursor: Cursor, { name, value, span }: Parameter): Range {
  const [, from, to] = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (from === undefined || to === undefined) {
    return cursor.fail('SPL106', `${name} takes a range such as 0-100, found ${JSON.stringify(value)}`, span);
  }
  return { kind: 'Range', name, from: Number(from), to: Number(to), span };
}
