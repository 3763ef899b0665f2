import { isIP } from 'node:net';
import { string } from './spelling.ts';

/** A text literal in lower case. The database folds what is not ASCII itself, so that both sides are folded alike. */
export function lowered(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? string(text.toLowerCase()) : `lower(${string(text)})`;
}

/**
 * A whole-value match in which `*` is any run of characters. Plain functions where they do: LIKE would need an
 * escape character for each `%` and `_`, and with one the database no longer sees a prefix or a substring in it.
 */
export function wildcard(value: string, pattern: string, literal: (text: string) => string): string {
  const parts = pattern.split(/\*+/);
  const [first = '', second = '', third] = parts;
  if (parts.length === 1) return `(${value} = ${literal(first)})`;
  if (parts.length === 2 && first === '') return `ends_with(${value}, ${literal(second)})`;
  if (parts.length === 2 && second === '') return `starts_with(${value}, ${literal(first)})`;
  if (parts.length === 3 && first === '' && third === '') return `contains(${value}, ${literal(second)})`;
  const like = parts.map((part) => part.replace(/[\\%_]/g, '\\$&')).join('%');
  return `(${value} LIKE ${literal(like)} ESCAPE '\\')`;
}

/**
 * LIKE with the pattern of a search. Of a column and a pattern that begins with a text the database makes a range of
 * texts, whose end has one more in its last byte: of `ſ` that is no text, and the statement fails. An expression has none.
 *
 * @param literal the pattern, where it is known
 */
export function like(value: string, pattern: string, literal: unknown): string {
  const isPlain = typeof literal === 'string' && /^[\x20-\x7e]*$/.test(literal);
  return isPlain ? `(${value} LIKE ${pattern})` : `((${value} || '') LIKE ${pattern})`;
}

/** Characters that end every term, and those that end the smaller ones, as a regex class. */
const MAJOR = '\\s,\\[\\](){}<>"\';|&!?+';
const MINOR = `${MAJOR}/:=@.\\-$#%\\\\_`;

/** A term or phrase between breakers; a `*` at an end lets the text run on there, one inside stays within a term. */
export function keyword(raw: string, text: string, options: 'i' | ''): string {
  return between(raw, text, MINOR, options);
}

/** A term that only spaces, commas, brackets and their kind may end. */
export function term(raw: string, text: string): string {
  return between(raw, text, `${MAJOR}=`, 'i');
}

function between(raw: string, text: string, breakers: string, options: 'i' | ''): string {
  const start = text.startsWith('*') ? '' : `(?:^|[${breakers}])`;
  const end = text.endsWith('*') ? '' : `(?:$|[${breakers}])`;
  const words = text.replace(/^\*+|\*+$/g, '').split(/\*+/);
  // A breaker that the text itself begins or ends with needs no other one beside it.
  const isBreaker = new RegExp(`[${breakers}]`);
  const opening = isBreaker.test(text.slice(0, 1)) ? '' : start;
  const closing = isBreaker.test(text.slice(-1)) ? '' : end;
  const pattern = `${opening}${words.map(escapeRegex).join(`[^${MAJOR}]*`)}${closing}`;
  return `regexp_matches(${raw}, ${string(pattern)}, ${string(`s${options}`)})`;
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * The replacement of regexp_replace: `\0` to `\9` and `\\` mean what they mean to RE2, every other backslash is one. A
 * group that the pattern does not have is empty in PCRE; RE2 would refuse the whole replacement. `literal` is the
 * text, where it is known.
 */
export function replacement(sql: string, literal: unknown, pattern: string): string {
  const groups = countGroups(pattern);
  if (typeof literal === 'string') {
    return string(
      literal.replace(/\\([0-9\\])|\\/g, (written, mark: string | undefined) => {
        if (mark === undefined) return '\\\\';
        return mark !== '\\' && Number(mark) > groups ? '' : written;
      }),
    );
  }
  // Pairs and references are set aside, then what is left is doubled.
  const aside = String.raw`regexp_replace(replace(${sql}, '\\', chr(1)), '\\([0-9])', chr(2) || '\1', 'g')`;
  const known = groups >= 9 ? aside : `regexp_replace(${aside}, chr(2) || '[${groups + 1}-9]', '', 'g')`;
  return String.raw`replace(replace(replace(${known}, '\', '\\'), chr(1), '\\'), chr(2), '\')`;
}

/** Capturing groups of an RE2 pattern: opening parentheses outside of escapes and classes, but for `(?:` and its kind. */
function countGroups(pattern: string): number {
  let count = 0;
  let isInClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index];
    if (char === '\\') index++;
    else if (isInClass) isInClass = char !== ']';
    else if (char === '[') {
      isInClass = true;
      if (pattern[index + 1] === '^') index++;
      if (pattern[index + 1] === ']') index++;
    } else if (char === '(' && (pattern[index + 1] !== '?' || /^\(\?P?<[A-Za-z_]/.test(pattern.slice(index)))) count++;
  }
  return count;
}

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';

/** Whether a text is an address within a network; false for texts that are no address, and for what is no network. */
export function cidrMatch(address: string, network: string): string {
  const [base = '', prefixText = ''] = network.split('/');
  const prefix = Number(prefixText);
  const isPrefix = /^[0-9]{1,3}$/.test(prefixText);
  if (isIP(base) !== 4 || !isPrefix || prefix > 32) return `spl_cidr_match(${address}, ${string(network)})`;
  const octets = base
    .split('.')
    .map((octet, index) => octetPattern(Number(octet), Math.max(0, Math.min(8, prefix - 8 * index))));
  return `regexp_full_match(${address}, ${string(octets.join('\\.'))})`;
}

/** The octets that share their first `bits` bits with this one. */
function octetPattern(octet: number, bits: number): string {
  if (bits === 8) return String(octet);
  if (bits === 0) return OCTET;
  const size = 2 ** (8 - bits);
  const first = Math.floor(octet / size) * size;
  return `(?:${Array.from({ length: size }, (_, index) => first + index).join('|')})`;
}
