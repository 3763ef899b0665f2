import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import { stringEnd } from '../lex/lex.ts';

const FENCE = '```';

/**
 * The parts of a text that are left when its comments are taken out: text between two triple backticks, anywhere but
 * inside double quotes.
 *
 * @throws SPL110 for a comment that is never closed
 * Source: Splunk Knowledge Manager Manual, Define search macros.
 */
export function withoutComments(text: string): Span[] {
  const kept: Span[] = [];
  let start = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] === '\\') {
      at += 2;
    } else if (text[at] === '"') {
      at = stringEnd(text, at) ?? text.length;
    } else if (text.startsWith(FENCE, at)) {
      const close = text.indexOf(FENCE, at + FENCE.length);
      if (close === -1) {
        throw new Problem('SPL110', 'a comment that begins here is never closed', {
          span: { start: at, end: at + FENCE.length },
          hint: 'a comment ends with three backticks',
        });
      }
      if (at > start) kept.push({ start, end: at });
      start = close + FENCE.length;
      at = start;
    } else {
      at++;
    }
  }
  if (text.length > start) kept.push({ start, end: text.length });
  return kept;
}

/** A text without its comments that knows where its characters stood. */
export interface BareText {
  readonly text: string;
  /** The parts of the text with comments that a range of the bare text came from, in order. */
  readonly typed: (span: Span) => Span[];
  /** The range of the text with comments from the first to the last character of a range. */
  readonly origin: (span: Span) => Span;
}

/** Takes the comments out. @throws SPL110 like `withoutComments` */
export function bareText(source: string): BareText {
  const kept = withoutComments(source);
  let length = 0;
  const placed = kept.map((typed) => {
    const start = length;
    length += typed.end - typed.start;
    return { start, end: length, typed };
  });
  const typed = ({ start, end }: Span): Span[] =>
    placed
      .filter((part) => part.start < end && part.end > start)
      .map((part) => {
        const shift = part.typed.start - part.start;
        return { start: Math.max(start, part.start) + shift, end: Math.min(end, part.end) + shift };
      });
  return {
    text: kept.map((span) => source.slice(span.start, span.end)).join(''),
    typed,
    origin: (span) => {
      const parts = typed(span);
      return { start: parts[0]?.start ?? source.length, end: parts.at(-1)?.end ?? source.length };
    },
  };
}
