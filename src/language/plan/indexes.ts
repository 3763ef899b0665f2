import type { Expr, Schema } from '../ir.ts';
import { asText } from './convert.ts';
import { boolean, call, or, text } from './expr.ts';
import { fieldOf, hasWildcard } from './schema.ts';

/** Whether a result comes from one of these indexes, which may hold `*`; without any it does. */
export function inIndexes(names: readonly string[] | undefined, schema: Schema): Expr {
  if (names === undefined) return boolean(true);
  const index = asText(fieldOf(schema, 'index'));
  return or(
    ...names.map((name) => call(hasWildcard(name) ? 'wildcardMatch' : 'caselessEquals', 'boolean', index, text(name))),
  );
}
