/** A half-open range of UTF-16 code units in a text, counted from 0. */
export type Span = { readonly start: number; readonly end: number };

/** A place in a text as people count it: both from 1. */
export type Place = { readonly line: number; readonly column: number };

/** Where an offset lies in a text. An offset past the end is the place just behind the last character. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line++;
  return { line, column: before.length - lineStart + 1 };
}
