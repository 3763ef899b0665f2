import type { Span } from '../../shared/span.ts';

/** What a token is to every command alike. */
export type TokenKind =
  | 'space'
  | 'word'
  | 'string'
  /** A string that the text ends in. */
  | 'unclosedString'
  | 'pipe'
  | 'openBracket'
  | 'closeBracket'
  | 'openParenthesis'
  | 'closeParenthesis'
  | 'comma'
  | 'operator';

/** A token with its place in the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: Span;
}

const SINGLE: Readonly<Record<string, TokenKind>> = {
  '|': 'pipe',
  '[': 'openBracket',
  ']': 'closeBracket',
  '(': 'openParenthesis',
  ')': 'closeParenthesis',
  ',': 'comma',
};

const SPACE = /\s+/y;
/** A backslash takes the next character with it: `\|` and `\"` are no structure outside strings. */
const WORD = /(?:\\[\s\S]|[^\s"|[\](),=<>!\\]|!(?!=)|\\$)+/y;
const OPERATOR = /==|[!<>]=|[=<>]/y;
const STRING = /"(?:\\[\s\S]|[^"\\])*"/y;

/**
 * The tokens that every command's text is made of. They tile the text: nothing is left out, nothing overlaps. How
 * words are read further depends on the command: `a-b` is a field to `table`, a subtraction to `eval`.
 *
 * Never fails: text that ends inside a string gives an `unclosedString`.
 * Source: Splunk Search Manual, Backslashes; Search Reference, search.
 */
export function* lex(text: string): Generator<Token> {
  let start = 0;
  while (start < text.length) {
    const { kind, end } = next(text, start);
    yield { kind, text: text.slice(start, end), span: { start, end } };
    start = end;
  }
}

function next(text: string, start: number): { kind: TokenKind; end: number } {
  const character = text.charAt(start);
  const single = SINGLE[character];
  if (single !== undefined) return { kind: single, end: start + 1 };
  if (character === '"') {
    const end = stringEnd(text, start);
    return end === undefined ? { kind: 'unclosedString', end: text.length } : { kind: 'string', end };
  }
  const space = endOf(SPACE, text, start);
  if (space !== undefined) return { kind: 'space', end: space };
  const operator = endOf(OPERATOR, text, start);
  if (operator !== undefined) return { kind: 'operator', end: operator };
  return { kind: 'word', end: endOf(WORD, text, start) ?? start + 1 };
}

/** The offset behind the double-quoted string that begins at `start`, or undefined where it is never closed. */
export function stringEnd(text: string, start: number): number | undefined {
  return endOf(STRING, text, start);
}

function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
