import type { Expr, Schema } from '../ir.ts';
import type { SortKey as SortKeyNode } from '../parse/sort-keys.ts';
import { arithmetic } from './arithmetic.ts';
import type { SortKey } from './build.ts';
import { asNumber, asText } from './convert.ts';
import { call, choose, isNothing, isNotNull, isNull, nothing, number, text } from './expr.ts';
import { fieldOf } from './schema.ts';

const IPV4 = '^[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}$';

/**
 * The keys that a sort command's key stands for. `auto` sorts numbers before addresses before other texts, each kind
 * by its own order: that is a total order which agrees with comparing values in pairs, and pairs alone have none.
 * A multivalue sorts by its first value; results without the field come last either way.
 *
 * Source: Splunk Search Reference, sort.
 */
export function sortKeys(nodes: readonly SortKeyNode[], isReversed: boolean, schema: Schema): readonly SortKey[] {
  return nodes.flatMap((node) => {
    const isDescending = node.isDescending !== isReversed;
    return valuesToCompare(node, fieldOf(schema, node.field.name)).map((expr) => ({ expr, isDescending }));
  });
}

function valuesToCompare({ type }: SortKeyNode, field: Expr): readonly Expr[] {
  if (isNothing(field)) return [];
  const value = field.type === 'multi' ? call('firstValue', 'text', field) : field;
  switch (type) {
    case 'num':
      return [asNumber(value)];
    case 'str':
      return [asText(value)];
    case 'ip':
      return [address(asText(value)), asText(value)];
    case 'auto':
      return value.type === 'number' ? [value] : byKind(asText(value));
  }
}

function byKind(value: Expr): readonly Expr[] {
  const figure = asNumber(value);
  const other = choose(isNotNull(address(value)), number(1), number(2));
  const known = choose(isNotNull(figure), number(0), other);
  const kind = choose(isNull(value), nothing('number'), known);
  return [kind, figure, address(value), value];
}

/** An IPv4 address as a number; NULL for other texts. */
function address(value: Expr): Expr {
  const parts = call('split', 'multi', value, text('.'));
  const bytes = [0, 1, 2, 3].map((index) => asNumber(call('multiItem', 'text', parts, number(index))));
  const packed = bytes.reduce((before, byte) => arithmetic('+', arithmetic('*', before, number(256)), byte));
  return choose(call('regexMatch', 'boolean', value, text(IPV4), text('re2')), packed, nothing('number'));
}
