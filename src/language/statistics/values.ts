import type { Value } from '../ir.ts';
import { numberText } from '../plan/convert.ts';

/** The values of a field as texts: all of a multivalue, none where it is absent. */
export function textsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'object') return value;
  return [typeof value === 'number' ? numberText(value) : value];
}
