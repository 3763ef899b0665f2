import { assertNever } from '../../shared/problem.ts';
import { isMark, MARK_BYTES } from '../byte-order-mark.ts';
import { startsWithTime, type TextLayout } from './layout.ts';

export const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** How much of a line is looked at to tell whether it begins with a time, in bytes. */
const TIME_BYTES = 64;

/**
 * The index of what follows line breaks, zero padding and byte order marks. Blanks that begin a line belong to it.
 */
export function skipBlanks(bytes: Buffer, from: number): number {
  let index = from;
  for (; index < bytes.length; index++) {
    const byte = bytes[index];
    if (isMark(bytes, index)) index += MARK_BYTES - 1;
    else if (byte !== NEWLINE && byte !== RETURN && byte !== 0) break;
  }
  return index;
}

/** How much of a line is looked at for its first character, in bytes. */
const PADDING_BYTES = 1024;

/** The index of what a line begins with, behind zero padding and byte order marks; undefined where it is blank. */
export function firstOfLine(bytes: Buffer, lineStart: number): number | undefined {
  const head = bytes.subarray(lineStart, lineStart + PADDING_BYTES);
  const newline = head.indexOf(NEWLINE);
  const line = newline === -1 ? head : head.subarray(0, newline);
  const first = skipBlanks(line, 0);
  return first < line.length ? lineStart + first : undefined;
}

/** Whether the line that begins at `start` and has its end before `end` begins with a time. */
export function isDated(bytes: Buffer, start: number, end: number): boolean {
  return startsWithTime(bytes.toString('utf8', start, Math.min(end, start + TIME_BYTES)));
}

/** Whether a line seems to begin an event, as far as can be told without those before it. */
export function beginsEvent(layout: TextLayout, bytes: Buffer, start: number): boolean {
  switch (layout.kind) {
    case 'lines':
    case 'delimited':
    case 'directives':
      return start < bytes.length;
    case 'dated': {
      const newline = bytes.subarray(start, start + TIME_BYTES).indexOf(NEWLINE);
      return isDated(bytes, start, newline === -1 ? bytes.length : start + newline + 1);
    }
    case 'begins':
      return false;
    default:
      return assertNever(layout);
  }
}

/** The text of lines, without the line break at their end. */
export function lineText(bytes: Buffer, start: number, end: number): string {
  let last = end;
  while (last > start && (bytes[last - 1] === NEWLINE || bytes[last - 1] === RETURN)) last--;
  return bytes.toString('utf8', start, last);
}

export function hasNewline(bytes: Buffer, start: number, end: number): boolean {
  return bytes.subarray(start, end).includes(NEWLINE);
}

export function quotesIn(bytes: Buffer, start: number, end: number): number {
  let quotes = 0;
  for (let index = start; index < end; index++) if (bytes[index] === QUOTE) quotes++;
  return quotes;
}
