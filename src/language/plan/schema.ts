import { type Column, type Expr, HIDDEN, isHidden, type Schema } from '../ir.ts';
import { column, nothing } from './expr.ts';

/** The column of a name, if the schema lists it. */
export function findColumn(schema: Schema, name: string): Column | undefined {
  return schema.columns.find((candidate) => candidate.name === name);
}

/** The columns that results show, in order. */
export function visibleColumns(schema: Schema): readonly Column[] {
  return schema.columns.filter(({ name }) => !isHidden(name));
}

/** A field of the results: text where an open schema does not know it, NULL where a closed one does not have it. */
export function fieldOf(schema: Schema, name: string): Expr {
  const found = findColumn(schema, name);
  if (found !== undefined) return column(name, found.type);
  return schema.isOpen ? column(name, 'text') : nothing();
}

/** Whether results may have the field. */
export function mayHave(schema: Schema, name: string): boolean {
  return schema.isOpen || findColumn(schema, name) !== undefined;
}

/** `_time`, `_raw` and their kind: wildcards leave them out unless they begin with `_` themselves. */
export function isInternal(name: string): boolean {
  return name.startsWith('_');
}

/** A hidden name that none of the schemas uses. */
export function freshName(hint: string, ...schemas: readonly Schema[]): string {
  const taken = new Set(schemas.flatMap((schema) => schema.columns.map(({ name }) => name)));
  let name = `${HIDDEN}${hint}`;
  for (let count = 2; taken.has(name); count++) name = `${HIDDEN}${hint}${count}`;
  return name;
}

/** Whether the name holds the wildcard of field lists. */
export function hasWildcard(name: string): boolean {
  return name.includes('*');
}

/**
 * Matches field names against a pattern in which `*` stands for any run of characters. Gives what each `*` matched,
 * the leftmost ones as little as possible, or undefined. Names with a leading `_` need a pattern with one.
 */
export function matchWildcard(pattern: string, name: string): readonly string[] | undefined {
  if (isInternal(name) && !isInternal(pattern)) return undefined;
  const [head = '', ...parts] = pattern.split('*');
  if (parts.length === 0) return name === pattern ? [] : undefined;
  const tail = parts[parts.length - 1] ?? '';
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return undefined;
  const matched: string[] = [];
  let at = head.length;
  const end = name.length - tail.length;
  for (const part of parts.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return undefined;
    matched.push(name.slice(at, found));
    at = found + part.length;
  }
  return [...matched, name.slice(at, end)];
}

/** Names of visible columns that a field or wildcard stands for; those of a wildcard in alphabetical order. */
export function expandNames(schema: Schema, pattern: string): readonly string[] {
  if (!hasWildcard(pattern)) return mayHave(schema, pattern) ? [pattern] : [];
  return visibleColumns(schema)
    .map(({ name }) => name)
    .filter((name) => matchWildcard(pattern, name) !== undefined)
    .sort(byCodePoint);
}

/** Orders texts as the database does: by code point, not by UTF-16 code unit. */
export function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
