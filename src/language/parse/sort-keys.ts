import type { FieldName, Node } from '../ast.ts';
import type { Cursor } from './cursor.ts';

/** How values compare: `auto` looks at them, the others force numbers, texts or IP addresses. */
export type SortType = 'auto' | 'num' | 'str' | 'ip';

/** A field to order by: `-count`, `+ip(src)`. */
export type SortKey = Node<'SortKey', { field: FieldName; type: SortType; isDescending: boolean }>;

const TYPED = /(auto|num|str|ip)\s*\(/iy;

/** Reads a sort key if one stands here: `-count`, `- count`, `+ip(src)`. Source: Splunk Search Reference, sort. */
export function readSortKey(cursor: Cursor): SortKey | undefined {
  const start = cursor.mark();
  const isDescending = cursor.symbol('-');
  const hasSign = isDescending || cursor.symbol('+');
  const type = cursor.read(TYPED)?.[1]?.toLowerCase() as SortType | undefined;
  const field = cursor.fieldName();
  if (field === undefined) return hasSign || type !== undefined ? cursor.failExpected('a field name') : undefined;
  if (type !== undefined) cursor.expectSymbol(')');
  return { kind: 'SortKey', field, type: type ?? 'auto', isDescending, span: cursor.span(start) };
}
