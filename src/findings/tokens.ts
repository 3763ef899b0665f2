import type { Row, Value } from '../language/index.ts';

/**
 * A message with its `$field$` tokens filled in from a row. Names may hold dots, braces and blanks
 * (`$destination{}.address$`). A token without a value stays as written, so does a lone dollar sign. Values are put in
 * as they are: tokens inside them mean nothing.
 */
export function fillTokens(message: string, row: Row): string {
  let filled = '';
  let at = 0;
  for (;;) {
    const start = message.indexOf('$', at);
    const end = start === -1 ? -1 : message.indexOf('$', start + 1);
    if (end === -1) return filled + message.slice(at);
    const value = fieldOf(row, message.slice(start + 1, end));
    // What stands between two dollar signs and is no field may be text: the second one may begin a token.
    filled += message.slice(at, start) + (value === undefined ? message.slice(start, end) : textOf(value));
    at = value === undefined ? end : end + 1;
  }
}

/** A field's value, or undefined where the row has none. */
export function fieldOf(row: Row, name: string): Value | undefined {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}

/** The values of a field as texts; none for an absent field. */
export function valuesOf(row: Row, name: string): readonly string[] {
  const value = fieldOf(row, name);
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

/** A value as one text. The values of a multivalue field are joined by a blank, as Splunk's export does. */
export function textOf(value: Value): string {
  return typeof value === 'object' ? value.join(' ') : String(value);
}
