import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import { stringEnd } from '../lex/lex.ts';

/** A macro call as it stands in a text. */
export interface MacroCall {
  readonly name: string;
  /** Trimmed and without their quotes; empty where there are no parentheses. */
  readonly args: readonly string[];
  /** With its backticks. */
  readonly span: Span;
}

const NAME = /`\s*([A-Za-z0-9_:.-]+)\s*/y;
const CLOSE = /\s*`/y;
const ESCAPED_QUOTE = /\\"/g;

/**
 * The macro calls of a text, in order. Double-quoted strings are passed over: a macro inside quotes is not expanded.
 *
 * @throws SPL110 for a backtick outside strings that begins no call, and for a call that is never closed
 * Source: Splunk Knowledge Manager Manual, Use search macros in searches.
 */
export function* macroCalls(text: string): Generator<MacroCall> {
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    if (character === '\\') {
      at += 2;
    } else if (character === '"') {
      at = stringEnd(text, at) ?? text.length;
    } else if (character === '`') {
      const call = readCall(text, at);
      if (call === undefined) throw notACall(text, at);
      yield call;
      at = call.span.end;
    } else {
      at++;
    }
  }
}

function notACall(text: string, at: number): Problem {
  const isClosed = text.includes('`', at + 1);
  const message = isClosed ? 'a backtick that begins no macro call' : 'a macro call that begins here is never closed';
  return new Problem('SPL110', message, {
    span: { start: at, end: at + 1 },
    hint: 'a call is written `name` or `name(arguments)`',
  });
}

function readCall(text: string, start: number): MacroCall | undefined {
  NAME.lastIndex = start;
  const match = NAME.exec(text);
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  let at = start + match[0].length;
  let args: string[] = [];
  if (text[at] === '(') {
    const close = closeOfParenthesis(text, at);
    if (close === undefined) return undefined;
    args = splitArguments(text.slice(at + 1, close));
    at = close + 1;
  }
  CLOSE.lastIndex = at;
  if (!CLOSE.test(text)) return undefined;
  return { name, args, span: { start, end: CLOSE.lastIndex } };
}

/** The offset of the parenthesis that closes the one at `open`, over strings. */
function closeOfParenthesis(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') at = (stringEnd(text, at) ?? text.length) - 1;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at;
  }
  return undefined;
}

/**
 * Splits the arguments of a call on commas that stand neither in quotes nor in parentheses, trims them and takes
 * off the double quotes around one. Nothing at all between the parentheses is no argument.
 *
 * Source: Splunk Knowledge Manager Manual, Define search macros.
 */
export function splitArguments(text: string): string[] {
  if (text.trim() === '') return [];
  const args: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '"') at = (stringEnd(text, at) ?? text.length) - 1;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ',' && depth === 0) {
      args.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...args, text.slice(start)].map(bareArgument);
}

function bareArgument(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('"') || stringEnd(trimmed, 0) !== trimmed.length) return trimmed;
  return trimmed.slice(1, -1).replace(ESCAPED_QUOTE, '"');
}
