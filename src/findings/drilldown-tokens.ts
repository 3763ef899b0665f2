import type { Row, Value } from '../language/index.ts';
import { fieldOf, textOf } from './tokens.ts';

/** A search with its tokens filled in. */
export interface FilledSearch {
  readonly search: string;
  /** Names of tokens that have no value: they stay as written. */
  readonly missing: readonly string[];
}

/** A quoted text, or words and tokens between blanks, commas, parentheses, comparisons and pipes. */
const UNIT = /"(?:[^"\\]|\\[\s\S])*"|(?:\$[^$\s"|]+(?:\|s)?\$|[^\s"(),=<>!|[\]`$])+/g;

/** `$field$`, and `$field|s$`, which asks for quotes. */
const TOKEN = /\$([^$\s"|]+)(?:\|s)?\$/g;

/** What stands before the value of a comparison. */
const COMPARISON = /([\w.:{}@-]+|'[^']+')\s*(==?|!=)\s*$/;

/** The place is inside the list of IN. */
const LIST = /\bIN\s*\([^()]*$/i;

/**
 * The text of a search with the values of a row in the places of its tokens. A value stays one value, whatever it holds:
 * it gets quotes where it has none and is no plain word, and its own quotes and backslashes are escaped. Of a token
 * with several values a comparison becomes one for each, joined by OR (for `!=` by AND), and in the list of IN they
 * become items; elsewhere they are joined by a blank.
 *
 * Source: Splunk Enterprise Security, drill-down searches: tokens of fields.
 */
export function fillSearch(template: string, row: Row): FilledSearch {
  const missing = new Set<string>();
  let filled = '';
  let at = 0;
  for (const { 0: unit, index } of template.matchAll(UNIT)) {
    filled += template.slice(at, index);
    at = index + unit.length;
    for (const [, name = ''] of unit.matchAll(TOKEN)) if (fieldOf(row, name) === undefined) missing.add(name);
    filled = withUnit(filled, unit, row);
  }
  return { search: filled + template.slice(at), missing: [...missing] };
}

function withUnit(before: string, unit: string, row: Row): string {
  const isQuoted = unit.startsWith('"');
  const inner = isQuoted ? unit.slice(1, -1) : unit;
  const values = severalOf(inner, row);
  if (values !== undefined) return withValues(before, values);
  let isFilled = false;
  const text = inner.replace(TOKEN, (token, name: string) => {
    const value = fieldOf(row, name);
    if (value === undefined) return token;
    isFilled = true;
    return escaped(textOf(value));
  });
  if (isQuoted) return `${before}"${text}"`;
  return before + (isFilled && !isPlainWord(text) ? inQuotes(text) : text);
}

/** A backslash at the end of the search's own words must not take the closing quotation mark for itself. */
function inQuotes(text: string): string {
  const backslashes = /\\*$/.exec(text)?.[0].length ?? 0;
  return `"${text}${backslashes % 2 === 1 ? '\\' : ''}"`;
}

/** The values of what is one token and nothing else, where it has several. */
function severalOf(text: string, row: Row): readonly string[] | undefined {
  const [only] = [...text.matchAll(TOKEN)];
  if (only === undefined || only[0] !== text) return undefined;
  const value: Value | undefined = fieldOf(row, only[1] ?? '');
  return typeof value === 'object' ? value : undefined;
}

function withValues(before: string, values: readonly string[]): string {
  const quoted = values.map((value) => `"${escaped(value)}"`);
  const comparison = COMPARISON.exec(before);
  if (comparison !== null) {
    const [whole, field, operator] = comparison;
    const each = quoted.map((value) => `${field}${operator}${value}`);
    const joined = each.join(operator === '!=' ? ' AND ' : ' OR ');
    return `${before.slice(0, before.length - whole.length)}(${joined})`;
  }
  return before + (LIST.test(before) ? quoted.join(', ') : `"${values.map(escaped).join(' ')}"`);
}

function escaped(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}

/** Needs no quotes: no operator, wildcard, bracket or macro is in it, and it is no word of the language. */
function isPlainWord(text: string): boolean {
  return /^[\w.:@%/+-]+$/.test(text) && !/^(?:AND|OR|NOT|IN|BY|AS)$/i.test(text);
}
