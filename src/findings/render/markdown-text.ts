import { visible } from './display.ts';

/** Characters of a text that are shown; the rest is counted. */
const SHOWN = 1000;

/**
 * A text as a code span, in which nothing is markup, link or mention. Its delimiters are longer than any run of
 * backticks inside. What controls or hides is an escape, so that it stays on one line.
 *
 * Source: CommonMark 0.31, 6.1.
 */
export function code(text: string): string {
  const more = text.length - SHOWN;
  const shown = visible(more > 0 ? text.slice(0, SHOWN) : text);
  const rest = more > 0 ? ` (and ${more} more characters)` : '';
  if (shown === '') return rest === '' ? '(empty)' : rest;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // One blank is taken away on either side, unless there is nothing but blanks.
  const padding = /^[` ]|[` ]$/.test(shown) && shown.trim() !== '' ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}${rest}`;
}

/** The same for a cell of a table, whose bars count even in code: a bar of the text is written as an escape. */
export function codeInCell(text: string): string {
  return code(text).replaceAll('|', '\\x7c');
}
