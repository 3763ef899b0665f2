import type { Node } from '../ast.ts';
import type { Expr, Plan } from '../ir.ts';
import type { Cursor } from '../parse/cursor.ts';
import { type Parameter, readParameter } from '../parse/plain.ts';
import { extend } from '../plan/build.ts';
import { asMulti, asNumber } from '../plan/convert.ts';
import { and, call, choose, isNull, nothing, number, text } from '../plan/expr.ts';
import { resultsOf } from '../plan/input.ts';
import { fieldOf } from '../plan/schema.ts';
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
    options: {
      field: 'the field that is looked at; it must be given',
      default: 'the name for what lies in no range; default: None',
    },
  },
  stands: 'later',
  parse: readRangemap,
  plan: planRangemap,
});

/** Ranges may overlap: `range` has the names of all that the number lies in. */
function planRangemap(node: Rangemap, given: Plan | undefined): Plan {
  const input = resultsOf(given);
  const value = asNumber(fieldOf(input.schema, node.field));
  const names = node.ranges.map(({ name, from, to }) => {
    const isWithin = and(
      call('numberLessOrEqual', 'boolean', number(from), value),
      call('numberLessOrEqual', 'boolean', value, number(to)),
    );
    return choose(isWithin, text(name), nothing());
  });
  return extend(input, [{ name: 'range', expr: named(names, text(node.fallback)) }]);
}

function named(names: readonly Expr[], fallback: Expr): Expr {
  const [first, ...others] = names;
  if (first === undefined) return fallback;
  if (others.length === 0) return choose(isNull(first), fallback, first);
  const found = call('multi', 'multi', ...names);
  return choose(isNull(found), asMulti(fallback), found);
}

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
