import { HIDDEN, type ValueType } from '../../language/index.ts';

/**
 * A quoted name. DuckDB takes `A` and `a` for the same column, SPL does not: a `^` marks each upper-case letter, so
 * that no two names differ by case alone. `^^` is `^`, `^_` the mark of hidden columns, `^(1f)` a character that
 * SQL text cannot carry, `^()` the empty name. Lower-case names stay as they are.
 */
export function identifier(name: string): string {
  return `"${encodeName(name).replaceAll('"', '""')}"`;
}

function encodeName(name: string): string {
  if (name === '') return '^()';
  let text = '';
  for (const char of name) text += encodeCharacter(char);
  return text;
}

function encodeCharacter(char: string): string {
  if (char === '^') return '^^';
  if (char === HIDDEN) return '^_';
  if (!isWritable(char)) return `^(${(char.codePointAt(0) ?? 0).toString(16)})`;
  return char.toLowerCase() === char ? char : `^${char}`;
}

/** False for control characters, of which NUL ends SQL text, and for lone surrogates, which UTF-8 does not have. */
function isWritable(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code >= 0x20 && !(code >= 0xd800 && code <= 0xdfff);
}

/** A text literal. NUL, at which the text of a statement would end, is joined in. */
export function string(value: string): string {
  const wellFormed = value.replace(/\p{Surrogate}/gu, '\ufffd');
  const parts = wellFormed.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || chr(0) || ')})`;
}

/** A DOUBLE literal: without an exponent DuckDB would make integers and decimals of it. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return nullOf('number');
  const digits = String(Object.is(value, -0) ? 0 : value);
  const text = digits.includes('e') ? digits : `${digits}e0`;
  return value < 0 ? `(${text})` : text;
}

export const types: { readonly [T in ValueType]: string } = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  multi: 'VARCHAR[]',
  boolean: 'BOOLEAN',
};

export function nullOf(type: ValueType): string {
  return `CAST(NULL AS ${types[type]})`;
}

export function convert(sql: string, from: ValueType, to: ValueType): string {
  if (from === to) return sql;
  if (to === 'text')
    return from === 'number' ? `spl_text(${sql})` : from === 'multi' ? `spl_only(${sql})` : booleanText(sql);
  if (to === 'number')
    return from === 'boolean' ? `CAST(${sql} AS DOUBLE)` : `spl_number(${convert(sql, from, 'text')})`;
  if (to === 'multi') return `spl_multi(${convert(sql, from, 'text')})`;
  return `(${convert(sql, from, 'number')} <> 0e0)`;
}

export function booleanText(sql: string): string {
  return `CASE ${sql} WHEN true THEN 'True' WHEN false THEN 'False' END`;
}
