import { HIDDEN, type ValueType } from '../../language/index.ts';

/**
 * A quoted name. DuckDB takes `A` and `a` for the same column, SPL does not: a `^` marks each upper-case letter, so
 * that no two names differ by case alone. `^^` is `^`, `^_` the mark of hidden columns, `^(1f)` a character that
 * SQL text cannot carry, `^()` the empty name. Lower-case names stay as they are.
 */
export function identifier(name: string): string {
  return `"${encodeName(name).replaceAll('"', '""')}"`;
}

/** A name as `identifier` quotes it. */
export function encodeName(name: string): string {
  if (name === '') return '^()';
  if (/^[a-z0-9_. ]+$/.test(name)) return name;
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

/**
 * False for what SQL text does not carry unchanged: NUL ends it, DuckDB takes spaces of Unicode in it for plain ones, and
 * UTF-8 has no lone surrogates, and line breaks are indented with the statement that they stand in.
 */
function isWritable(char: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}]/u.test(char) || char === ' ';
}

/** A text literal. Characters that a statement does not carry unchanged are joined in by their code points. */
export function string(value: string): string {
  const parts = value
    .replace(/\p{Cs}/gu, '\ufffd')
    .split(UNSAFE)
    .map((part, index) => (index % 2 === 0 ? `'${part.replaceAll("'", "''")}'` : `chr(${part.codePointAt(0)})`))
    .filter((part) => part !== "''");
  return parts.length > 1 ? `(${parts.join(' || ')})` : (parts[0] ?? "''");
}

/** One character that a literal does not hold: as isWritable() has it. Captured, so that split() keeps it. */
const UNSAFE = /((?! )[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}])/u;

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

/**
 * A call of a macro that names its arguments several times: its twin that pastes them where they are but columns,
 * literals and parameters.
 */
export function macroCall(name: string, ...args: readonly string[]): string {
  return `${name}${args.every(isPlain) ? '_of' : ''}(${args.join(', ')})`;
}

/** Whether SQL is but a column, a literal or a parameter, which costs nothing to read again. */
export function isPlain(sql: string): boolean {
  return /^(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|\(?-?[0-9.]+(?:e[+-]?[0-9]+)?\)?|[a-z][a-z0-9]*)$/.test(sql);
}

export function convert(sql: string, from: ValueType, to: ValueType): string {
  if (from === to) return sql;
  if (to === 'text')
    return from === 'number'
      ? macroCall('spl_text', sql)
      : from === 'multi'
        ? macroCall('spl_only', sql)
        : booleanText(sql);
  if (to === 'number')
    return from === 'boolean' ? `CAST(${sql} AS DOUBLE)` : macroCall('spl_number', convert(sql, from, 'text'));
  if (to === 'multi') return macroCall('spl_multi', convert(sql, from, 'text'));
  return `(${convert(sql, from, 'number')} <> 0e0)`;
}

export function booleanText(sql: string): string {
  return `CASE ${sql} WHEN true THEN 'True' WHEN false THEN 'False' END`;
}

/** A value of a type as JSON text; NULL is `null`. */
export function jsonOf(sql: string, type: ValueType): string {
  if (type === 'boolean') return `CASE ${sql} WHEN true THEN 'true' WHEN false THEN 'false' ELSE 'null' END`;
  const json = type === 'number' ? macroCall('spl_text', sql) : `CAST(to_json(${sql}) AS VARCHAR)`;
  return `coalesce(${json}, 'null')`;
}
