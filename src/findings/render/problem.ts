import type { Problem } from '../../shared/problem.ts';
import { type Place, placeOf, type Span } from '../../shared/span.ts';
import { displayWidth, visible } from './display.ts';
import type { Palette } from './palette.ts';

/** Columns of the line that are shown around the caret. */
const SHOWN_WIDTH = 100;

/** How much of a longer line stands before the caret. */
const SHOWN_BEFORE = 40;

/** What a problem means for what was asked: it could not be done, or was done and should be looked at. */
export type Severity = 'error' | 'notice';

/**
 * A problem for people: the message with its code, `file:line:column`, the line with a caret under the place, and
 * what to do. Ends with a line break.
 */
export function renderProblem(problem: Problem, palette: Palette, severity: Severity = 'error'): string {
  const { details } = problem;
  const place = details.text !== undefined && details.span ? placeOf(details.text, details.span.start) : undefined;
  const lines = [
    `${palette(COLOURS[severity], severity)} ${palette('bold', visible(problem.message))} ${palette('dim', `[${problem.code}]`)}`,
  ];
  const where = whereOf(details.file, place, details.byteOffset);
  if (where !== '') lines.push(`  at ${palette('cyan', where)}`);
  if (details.text !== undefined && details.span && place) {
    lines.push(...excerpt(details.text, details.span, place, palette));
  }
  if (details.hint !== undefined) lines.push(`  ${palette('green', 'hint')} ${visible(details.hint)}`);
  return `${lines.join('\n')}\n`;
}

const COLOURS = { error: 'red', notice: 'yellow' } as const;

function whereOf(file: string | undefined, place: Place | undefined, byteOffset: number | undefined): string {
  if (file === undefined) return place ? `line ${place.line}, column ${place.column}` : '';
  if (place) return `${visible(file)}:${place.line}:${place.column}`;
  return byteOffset === undefined ? visible(file) : `${visible(file)}, byte ${byteOffset}`;
}

/** The line of the span's start, cut around it, and the carets beneath. */
function excerpt(text: string, span: Span, place: Place, palette: Palette): string[] {
  const lineStart = span.start - (place.column - 1);
  const lineEnd = endOfLine(text, span.start);
  const from = lineEnd - lineStart > SHOWN_WIDTH ? Math.max(lineStart, span.start - SHOWN_BEFORE) : lineStart;
  const to = Math.min(lineEnd, from + SHOWN_WIDTH);
  const spanEnd = Math.max(span.start, Math.min(span.end, to));
  const before = (from > lineStart ? '…' : '') + shown(text.slice(from, span.start));
  const pointedAt = shown(text.slice(span.start, spanEnd));
  const after = shown(text.slice(spanEnd, to)) + (to < lineEnd ? '…' : '');
  const carets = '^'.repeat(Math.max(1, displayWidth(pointedAt)));
  const gutter = `  ${place.line} | `;
  const margin = `${' '.repeat(gutter.length - 2)}| `;
  return [
    `${palette('dim', gutter)}${before}${pointedAt}${after}`,
    `${palette('dim', margin)}${' '.repeat(displayWidth(before))}${palette('red', carets)}`,
  ];
}

/** Where the line ends that holds the offset: at its line break, which belongs to it. */
function endOfLine(text: string, offset: number): number {
  const lineBreak = text.indexOf('\n', offset);
  const end = lineBreak === -1 ? text.length : lineBreak;
  return text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end;
}

/** A tab is one blank here, so that the caret stands under its place. */
function shown(text: string): string {
  return visible(text.replace(/[\t\r\n]/g, ' '));
}
