import { assertNever } from '../shared/problem.ts';

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'block';

/** A text value of a YAML file, as it stands there. */
export interface ScalarSource {
  /** The whole file. */
  readonly fileText: string;
  /** Where the scalar's own text begins and ends in it: with its quotes, or with the header of a block. */
  readonly start: number;
  readonly end: number;
  readonly style: ScalarStyle;
}

/** A piece of the scalar as written: what stands for some characters of the value, or a run of white space. */
interface Unit {
  /** In the file. */
  readonly start: number;
  readonly end: number;
  /** The characters of the value; for white space as written. */
  readonly text: string;
  readonly isSpace: boolean;
}

/**
 * The offset in the file of a character of a scalar's value, whatever the style: quotes, escapes, folding and
 * indentation are followed. A space that a folded line break became is that line break; an offset past the end is
 * the place just behind the last character.
 */
export function scalarOffset(source: ScalarSource, value: string, offset: number): number {
  const offsets = alignScalar(source, value);
  return offsets[Math.max(0, Math.min(offset, value.length))] ?? source.start;
}

/** For every code unit of the value, and for its end, the offset in the file. */
export function alignScalar(source: ScalarSource, value: string): Uint32Array {
  const offsets = new Uint32Array(value.length + 1).fill(source.start);
  let at = 0;
  for (const unit of unitsOf(source)) {
    if (at >= value.length) break;
    const length = unit.isSpace ? spaceLength(source.style, value, at, unit.text) : unit.text.length;
    if (unit.isSpace) alignSpace(offsets, at, value.slice(at, at + length), unit);
    else offsets.fill(unit.start, at, at + length);
    at += length;
    offsets[Math.min(at, value.length)] = unit.end;
  }
  return offsets;
}

/** How many characters of the value a run of white space became. Only in a block may that depend on its neighbours. */
function spaceLength(style: ScalarStyle, value: string, at: number, space: string): number {
  if (style === 'block') {
    let end = at;
    while (isSpace(value[end])) end++;
    return end - at;
  }
  const breaks = countBreaks(space);
  return breaks === 0 ? space.length : Math.max(1, breaks - 1);
}

/** Lays white space of the value over the white space that it came from. */
function alignSpace(offsets: Uint32Array, at: number, value: string, unit: Unit): void {
  const indent = value.includes('\n') ? value.length - value.lastIndexOf('\n') - 1 : 0;
  let cursor = unit.start;
  for (let i = 0; i < value.length; i++) {
    const isIndent = i >= value.length - indent;
    if (isIndent) cursor = unit.end - (value.length - i);
    else if (value[i] !== unit.text[cursor - unit.start]) cursor = nextBreak(unit, cursor);
    offsets[at + i] = cursor;
    cursor = Math.min(cursor + 1, unit.end - 1);
  }
}

/** The next line break of the run from an offset on, or the offset itself after the last one. */
function nextBreak(unit: Unit, from: number): number {
  const found = unit.text.indexOf('\n', from - unit.start);
  return found === -1 ? from : unit.start + found;
}

function unitsOf(source: ScalarSource): Iterable<Unit> {
  const { fileText, start, end, style } = source;
  switch (style) {
    case 'plain':
      return units(fileText, start, end, oneCharacter);
    case 'single-quoted':
      return units(fileText, start + 1, end - 1, doubledQuote);
    case 'double-quoted':
      return units(fileText, start + 1, end - 1, escapeSequence);
    case 'block': {
      const headerEnd = fileText.indexOf('\n', start);
      return headerEnd === -1 ? [] : units(fileText, headerEnd + 1, end, oneCharacter);
    }
    default:
      return assertNever(style);
  }
}

/** What a scalar's text stands for at an offset: how many characters are used up, and what they mean. */
type Read = (text: string, at: number) => { readonly length: number; readonly meaning: string };

function* units(text: string, start: number, end: number, read: Read): Generator<Unit> {
  let at = start;
  while (at < end) {
    const from = at;
    while (at < end && isSpace(text[at])) at++;
    if (at > from) {
      yield { start: from, end: at, text: text.slice(from, at), isSpace: true };
      continue;
    }
    const { length, meaning } = read(text, at);
    at += length;
    yield { start: from, end: at, text: meaning, isSpace: false };
  }
}

const oneCharacter: Read = (text, at) => ({ length: 1, meaning: text[at] ?? '' });

const doubledQuote: Read = (text, at) =>
  text.startsWith("''", at) ? { length: 2, meaning: "'" } : oneCharacter(text, at);

/** Code points that a letter behind the backslash stands for: YAML 1.2.2, section 5.7. The rest stand for themselves. */
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

const escapeSequence: Read = (text, at) => {
  if (text[at] !== '\\') return oneCharacter(text, at);
  const lineBreak = /\\\r?\n[ \t]*/y;
  lineBreak.lastIndex = at;
  const joined = lineBreak.exec(text);
  if (joined) return { length: joined[0].length, meaning: '' };
  const letter = text[at + 1] ?? '';
  const digits = HEX_DIGITS[letter];
  if (digits === undefined) return { length: 2, meaning: ESCAPES[letter] ?? letter };
  const codePoint = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, meaning: codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '' };
};

function countBreaks(space: string): number {
  return space.split('\n').length - 1;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}
