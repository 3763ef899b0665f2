import { assertNever } from '../../shared/problem.ts';
import type { CodeSet } from './ast.ts';
import { propertySet } from './properties.ts';
import type { PatternReader } from './reader.ts';
import { complementOf, ESCAPED_SETS, LAST_CODE, setOf } from './sets.ts';

/** What a backslash and what follows it stand for: a character, a set, or something that its letter tells. */
export type Escape =
  | { readonly kind: 'Code'; readonly code: number }
  | { readonly kind: 'Set'; readonly set: CodeSet }
  | { readonly kind: 'Letter'; readonly letter: string }
  | { readonly kind: 'Group'; readonly number: number };

const CONTROLS: Readonly<Record<string, number>> = { a: 0x07, e: 0x1b, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09 };

/** Escapes that only the place can tell: anchors, references, quoting. */
const LETTERS = 'ABCEGKNQRXZbgkz';

/**
 * Reads what follows a backslash. A number is a group if it has one digit, an 8 or 9 first, or not more than the
 * groups before it; in a class it never is.
 * @throws SPL115 what PCRE does not know
 * Source: pcre2pattern, Backslash.
 */
export function readEscape(reader: PatternReader, groupsBefore: number | 'class'): Escape {
  const start = reader.offset - 1;
  if (reader.isAtEnd) reader.invalid('a backslash at the end', start, 'a literal backslash is \\\\');
  if (/[0-9]/.test(reader.peek())) return readNumber(reader, groupsBefore);
  const code = reader.next();
  const letter = String.fromCodePoint(code);
  if (!/^[A-Za-z]$/.test(letter)) return { kind: 'Code', code };
  if (LETTERS.includes(letter)) return { kind: 'Letter', letter };
  return readLetter(reader, letter, start);
}

function readLetter(reader: PatternReader, letter: string, start: number): Escape {
  const control = CONTROLS[letter];
  if (control !== undefined) return { kind: 'Code', code: control };
  const named = ESCAPED_SETS[letter.toLowerCase()];
  if (named !== undefined) {
    return { kind: 'Set', set: setOf(letter === letter.toLowerCase() ? named : complementOf(named)) };
  }
  switch (letter) {
    case 'c':
      return { kind: 'Code', code: readControl(reader, start) };
    case 'x':
      return { kind: 'Code', code: readHex(reader, start) };
    case 'o':
      return { kind: 'Code', code: readBraced(reader, /\{([0-7]+)\}/y, 8, '\\o{…} takes octal digits', start) };
    case 'p':
    case 'P':
      return { kind: 'Set', set: readProperty(reader, letter === 'P', start) };
    default:
      return reader.invalid(`an unknown escape \\${letter}`, start, `a literal backslash is \\\\`);
  }
}

function readNumber(reader: PatternReader, groupsBefore: number | 'class'): Escape {
  const start = reader.offset - 1;
  const digits = reader.peek(10).match(/^[0-9]+/)?.[0] ?? '';
  const value = Number(digits);
  const isGroup = groupsBefore !== 'class' && digits[0] !== '0' && (value < 10 || /^[89]/.test(digits));
  if (isGroup || (groupsBefore !== 'class' && digits[0] !== '0' && value <= groupsBefore)) {
    reader.offset += digits.length;
    return { kind: 'Group', number: value };
  }
  const octal = reader.read(/[0-7]{1,3}/y);
  return octal === undefined
    ? { kind: 'Code', code: reader.next() }
    : { kind: 'Code', code: checked(reader, Number.parseInt(octal[0], 8), start) };
}

function readControl(reader: PatternReader, start: number): number {
  const match = reader.read(/[\x20-\x7e]/y) ?? reader.invalid('\\c without a printable ASCII character', start);
  return match[0].toUpperCase().charCodeAt(0) ^ 0x40;
}

function readHex(reader: PatternReader, start: number): number {
  if (reader.peek() === '{') {
    return readBraced(reader, /\{([0-9A-Fa-f]+)\}/y, 16, '\\x{…} takes hexadecimal digits', start);
  }
  return Number.parseInt(reader.read(/[0-9A-Fa-f]{0,2}/y)?.[0] || '0', 16);
}

function readBraced(reader: PatternReader, form: RegExp, radix: number, message: string, start: number): number {
  const [, digits] = reader.read(form) ?? reader.invalid(message, start);
  return checked(reader, Number.parseInt(digits ?? '', radix), start);
}

/** The code point, unless Unicode has no such character. */
function checked(reader: PatternReader, code: number, start: number): number {
  if (code > LAST_CODE) return reader.invalid('a code point beyond 10FFFF', start);
  return code >= 0xd800 && code <= 0xdfff ? reader.invalid('a surrogate is no character', start) : code;
}

/** `\N{U+41}`, behind its N; undefined for a plain `\N`. */
export function readNamedCode(reader: PatternReader, start: number): number | undefined {
  if (!/^\{(?!\d+(?:,\d*)?\})/.test(reader.peek(16))) return undefined;
  return readBraced(reader, /\{U\+([0-9A-Fa-f]+)\}/y, 16, '\\N{…} takes U+ and hexadecimal digits', start);
}

function readProperty(reader: PatternReader, isNegated: boolean, start: number): CodeSet {
  const [, letter, caret, long] =
    reader.read(/([A-Za-z])|\{\s*(\^?)([^{}]*)\}/y) ?? reader.invalid('\\p without the name of a property', start);
  const name = letter ?? long ?? '';
  const set = propertySet(name) ?? reader.invalid(`an unknown Unicode property ${name}`, start);
  return isNegated === (caret === '^') ? set : negated(set);
}

function negated(set: CodeSet): CodeSet {
  return { ...set, isNegated: !set.isNegated };
}

/** The escape as a character or a set, in a class. */
export function inClass(found: Escape, reader: PatternReader, start: number): number | CodeSet {
  switch (found.kind) {
    case 'Code':
      return found.code;
    case 'Set':
      return found.set;
    case 'Letter':
      if (found.letter === 'b') return 0x08;
      if (found.letter === 'g') return 0x67;
      if (found.letter === 'N') {
        const code = readNamedCode(reader, start);
        if (code !== undefined) return code;
      }
      return reader.invalid(`\\${found.letter} in a character class`, start);
    case 'Group':
      throw new Error('a class has no references');
    default:
      return assertNever(found);
  }
}
