import type { FieldName, SearchExpr } from '../ast.ts';
import { rejectWildcard } from './aggregates.ts';
import type { Cursor } from './cursor.ts';
import { readSearchExpression } from './search.ts';

/**
 * Reads the WHERE clause of a command over indexes or models, up to BY, GROUPBY or one of the options that may
 * follow. Without the clause everything matches.
 */
export function readWhereClause(cursor: Cursor, optionsAfter: readonly string[] = []): SearchExpr {
  if (cursor.keyword('where') === undefined) {
    const at = cursor.mark();
    return { kind: 'SearchEverything', span: { start: at, end: at } };
  }
  const isEnd = () =>
    cursor.peekKeyword('by', 'groupby') !== undefined ||
    optionsAfter.includes(cursor.peekOption()?.toLowerCase() ?? '');
  return readSearchExpression(cursor, { isEnd });
}

/**
 * Reads the BY or GROUPBY clause, with options (`span=1h`) anywhere in it; empty where there is none.
 *
 * @throws SPL105 for a wildcard, SPL109 where no field follows
 */
export function readByClause(cursor: Cursor, readOption: () => boolean): FieldName[] {
  if (cursor.keyword('by', 'groupby') === undefined) return [];
  const fields: FieldName[] = [];
  do fields.push(...cursor.fieldList());
  while (readOption());
  if (fields.length === 0) cursor.failExpected('a field name after BY');
  for (const field of fields) rejectWildcard(cursor, field);
  return fields;
}
