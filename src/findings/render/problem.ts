import type { Problem } from '../../shared/problem.ts';
import { type Place, placeOf, type Span } from '../../shared/span.ts';
import { displayWidth, visible } from './display.ts';
import type { Palette, Style } from './palette.ts';
import { wrap } from './wrap.ts';

/** Columns of the line that are shown around the caret at most. */
const SHOWN_WIDTH = 100;

/** The part of a longer line that stands before the caret. */
const SHOWN_BEFORE = 0.4;

/** What a problem means for what was asked: it could not be done, or was done and should be looked at. */
export type ProblemSeverity = 'error' | 'warning' | 'notice';

/**
 * A problem for people: the message with its code, `file:line:column`, the line with a caret under the place, and
 * what to do. Ends with a line break.
 *
 * @param width columns that the lines may take; without it messages are not broken
 */
export function renderProblem(
  problem: Problem,
  palette: Palette,
  severity: ProblemSeverity = 'error',
  width = Number.POSITIVE_INFINITY,
): string {
  const { details } = problem;
  const place = details.text !== undefined && details.span ? placeOf(details.text, details.span.start) : undefined;
  const lines = headline(problem, severity, palette, width);
  const where = whereOf(details.file, place, details.byteOffset);
  if (where !== '') lines.push(`  at ${palette('cyan', where)}`);
  if (details.text !== undefined && details.span && place) {
    lines.push(...excerpt(details.text, details.span, place, palette, width));
  }
  if (details.hint !== undefined) lines.push(...labelled('  hint', 'green', visible(details.hint), palette, width));
  return `${lines.join('\n')}\n`;
}

const COLOURS = { error: 'red', warning: 'yellow', notice: 'yellow' } as const;

function headline({ message, code }: Problem, severity: ProblemSeverity, palette: Palette, width: number): string[] {
  const label = palette(COLOURS[severity], severity);
  const lines = wrap(`${visible(message)} [${code}]`, width - severity.length - 1);
  const indent = ' '.repeat(severity.length);
  return lines.map((line, at) => {
    const isLast = at === lines.length - 1;
    const text = isLast ? line.slice(0, -`[${code}]`.length).trimEnd() : line;
    const shownParts = [text === '' ? [] : palette('bold', text), isLast ? palette('dim', `[${code}]`) : []].flat();
    return [at === 0 ? label : indent, ...shownParts].join(' ');
  });
}

function labelled(label: string, style: Style, text: string, palette: Palette, width: number): string[] {
  const name = label.trimStart();
  const first = label.slice(0, -name.length) + palette(style, name);
  return wrap(text, width - label.length - 1).map(
    (line, at) => `${at === 0 ? first : ' '.repeat(label.length)} ${line}`,
  );
}

function whereOf(file: string | undefined, place: Place | undefined, byteOffset: number | undefined): string {
  if (file === undefined) return place ? `line ${place.line}, column ${place.column}` : '';
  if (place) return `${visible(file)}:${place.line}:${place.column}`;
  return byteOffset === undefined ? visible(file) : `${visible(file)}, byte ${byteOffset}`;
}

/** The line of the span's start, cut around it, and the carets beneath. */
function excerpt(text: string, span: Span, place: Place, palette: Palette, width: number): string[] {
  const gutter = `  ${place.line} | `;
  // Two columns are left for the signs that something was cut off.
  const most = Math.max(20, Math.min(SHOWN_WIDTH, width - gutter.length - 2));
  const lineStart = span.start - (place.column - 1);
  const lineEnd = endOfLine(text, span.start);
  const from =
    lineEnd - lineStart > most ? Math.max(lineStart, span.start - Math.floor(most * SHOWN_BEFORE)) : lineStart;
  const to = Math.min(lineEnd, from + most);
  const spanEnd = Math.max(span.start, Math.min(span.end, to));
  const before = (from > lineStart ? '…' : '') + shown(text.slice(from, span.start));
  const pointedAt = shown(text.slice(span.start, spanEnd));
  const after = shown(text.slice(spanEnd, to)) + (to < lineEnd ? '…' : '');
  const carets = '^'.repeat(Math.max(1, displayWidth(pointedAt)));
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
