import { isMark, MARK_BYTES } from '../byte-order-mark.ts';
import { LINE_HEAD_BYTES } from '../seek.ts';

export const OPEN_BRACE = 0x7b;

/** A line of more blanks than this is given up without waiting for its end. */
export const MAX_INDENT = 4096;

/** The line, or where a byte order mark in it begins the line anew, if an object stands first in it. */
export function objectLine(bytes: Buffer, from: number): number | undefined {
  let lineStart = from;
  for (let index = from; index < from + LINE_HEAD_BYTES; index++) {
    const byte = bytes[index];
    if (byte === OPEN_BRACE) return lineStart;
    if (isMark(bytes, index)) {
      index += MARK_BYTES - 1;
      lineStart = index + 1;
    } else if (byte === undefined || !isBlank(byte)) return undefined;
  }
  return undefined;
}

/** The blanks that a line begins with, up to `MAX_INDENT`. */
export function indentOf(bytes: Buffer, from: number): number {
  let indent = 0;
  while (indent < MAX_INDENT && (bytes[from + indent] === 0x20 || bytes[from + indent] === 0x09)) indent++;
  return indent;
}

/** Blanks within a line, and zero padding. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0;
}

/** The index of the next byte, up to `limit`, that `trimEnd` does not take from a line. */
export function skipControls(bytes: Buffer, from: number, limit: number): number {
  let index = from;
  while (index < limit && (bytes[index] ?? 0) <= 0x20) index++;
  return index;
}

/** Where a line ends without the blanks and control characters at its end. */
export function trimEnd(bytes: Buffer, start: number, stop: number): number {
  let end = stop;
  while (end > start && (bytes[end - 1] ?? 0) <= 0x20) end--;
  return end;
}
