import type { CodeRange, CodeSet } from './ast.ts';

export const LAST_CODE = 0x10ffff;

/** The ranges in ascending order, those that overlap or touch made one. */
export function joinRanges(ranges: readonly CodeRange[]): CodeRange[] {
  const joined: CodeRange[] = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && low <= last[1] + 1) joined[joined.length - 1] = [last[0], Math.max(last[1], high)];
    else joined.push([low, high]);
  }
  return joined;
}

/** Every code point that is in none of the ranges. */
export function complementOf(ranges: readonly CodeRange[]): CodeRange[] {
  const rest: CodeRange[] = [];
  let next = 0;
  for (const [low, high] of joinRanges(ranges)) {
    if (low > next) rest.push([next, low - 1]);
    next = high + 1;
  }
  return next <= LAST_CODE ? [...rest, [next, LAST_CODE]] : rest;
}

export function setOf(ranges: readonly CodeRange[]): CodeSet {
  return { ranges: joinRanges(ranges), properties: [], isNegated: false };
}

/** The code points of a set as ranges. A property stands for all that it could hold: everything. */
export function widestRanges(set: CodeSet): readonly CodeRange[] {
  if (set.properties.length > 0) return [[0, LAST_CODE]];
  return set.isNegated ? complementOf(set.ranges) : set.ranges;
}

/** Whether some code point is in both. The ranges are ascending and apart. */
export function overlap(left: readonly CodeRange[], right: readonly CodeRange[]): boolean {
  let at = 0;
  for (const [low, high] of left) {
    while ((right[at]?.[1] ?? Number.POSITIVE_INFINITY) < low) at++;
    const other = right[at];
    if (other === undefined) return false;
    if (other[0] <= high) return true;
  }
  return false;
}

/** Whether the code point is in one of the ranges. */
export function includesCode(ranges: readonly CodeRange[], code: number): boolean {
  return ranges.some(([low, high]) => low <= code && code <= high);
}

const one = (...codes: number[]): CodeRange[] => codes.map((code) => [code, code]);
const DIGIT: CodeRange = [0x30, 0x39];
const UPPER: CodeRange = [0x41, 0x5a];
const LOWER: CodeRange = [0x61, 0x7a];
const SPACE: readonly CodeRange[] = [[0x09, 0x0d], ...one(0x20)];
const WORD: readonly CodeRange[] = [DIGIT, UPPER, LOWER, ...one(0x5f)];

/** U+000A to U+000D, U+0085, U+2028 and U+2029: what `\v` matches, and `\R` beside CR LF. */
export const VERTICAL_SPACE: readonly CodeRange[] = [[0x0a, 0x0d], ...one(0x85), [0x2028, 0x2029]];

/**
 * The sets of the escapes `\d \h \s \v \w`. Without the UCP option only `\h` and `\v` hold characters beyond ASCII.
 * Source: pcre2pattern, Generic character types.
 */
export const ESCAPED_SETS: Readonly<Record<string, readonly CodeRange[]>> = {
  d: [DIGIT],
  h: [...one(0x09, 0x20, 0xa0, 0x1680, 0x180e), [0x2000, 0x200a], ...one(0x202f, 0x205f, 0x3000)],
  s: SPACE,
  v: VERTICAL_SPACE,
  w: WORD,
};

/** POSIX classes, ASCII without the UCP option. Source: pcre2pattern, POSIX character classes. */
export const POSIX_SETS: Readonly<Record<string, readonly CodeRange[]>> = {
  alnum: [DIGIT, UPPER, LOWER],
  alpha: [UPPER, LOWER],
  ascii: [[0, 0x7f]],
  blank: one(0x09, 0x20),
  cntrl: [[0, 0x1f], ...one(0x7f)],
  digit: [DIGIT],
  graph: [[0x21, 0x7e]],
  lower: [LOWER],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: SPACE,
  upper: [UPPER],
  word: WORD,
  xdigit: [DIGIT, [0x41, 0x46], [0x61, 0x66]],
};
