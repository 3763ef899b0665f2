import type { CharacterSet, CodeProperty, CodeRange, CodeSet } from './ast.ts';
import { inClass, readEscape } from './escapes.ts';
import type { PatternReader } from './reader.ts';
import { complementOf, joinRanges, POSIX_SETS } from './sets.ts';
import type { Options, ParseState } from './state.ts';

/** What a class holds: characters that take on other case, and sets that stay as they are. */
interface Members {
  readonly characters: CodeRange[];
  readonly fixed: CodeRange[];
  readonly properties: CodeProperty[];
}

/** `[:name:]`, and `[.x.]` and `[=x=]`, which PCRE knows but does not support. */
export const POSIX_CLASS = /\[([:.=])(\^?)((?:\\[\]\\]|(?!\[\1|\1?\])[\s\S])*)\1\]/y;

/** Reads a class behind its `[`. @throws SPL115 */
export function parseClass(state: ParseState, options: Options): CharacterSet {
  const { reader } = state;
  const start = reader.offset - 1;
  const isNegated = reader.take('^');
  const members: Members = { characters: [], fixed: [], properties: [] };
  let isQuoted = false;
  for (let isFirst = true; ; isFirst = false) {
    if (reader.isAtEnd) reader.invalid('an unclosed character class', start, 'a literal bracket is \\[');
    const [quoted, isMark] = quoting(reader, isQuoted);
    isQuoted = quoted;
    if (isMark) continue;
    if (!isQuoted && !isFirst && reader.take(']')) break;
    if (!isQuoted && options.extended === 'all' && reader.read(/[ \t]/y) !== undefined) continue;
    isQuoted = readMember(reader, options, members, isQuoted);
  }
  const ranges = options.isCaseless ? state.folding.close(members.characters) : members.characters;
  const set = { ranges: joinRanges([...ranges, ...members.fixed]), properties: members.properties, isNegated };
  return { kind: 'CharacterSet', set, span: reader.span(start) };
}

/** Takes `\Q` or `\E` where it stands; tells whether text is quoted behind it, and whether it stood there. */
function quoting(reader: PatternReader, isQuoted: boolean): readonly [isQuoted: boolean, isMark: boolean] {
  if (!isQuoted && reader.take('\\Q')) return [true, true];
  if (reader.take('\\E')) return [false, true];
  return [isQuoted, false];
}

/** Reads a character, a range or a set. Tells whether text is quoted behind it. */
function readMember(reader: PatternReader, options: Options, members: Members, quotedBefore: boolean): boolean {
  const start = reader.offset;
  const low = quotedBefore ? reader.next() : readItem(reader, options);
  let isQuoted = quotedBefore;
  for (let isMark = true; isMark; ) [isQuoted, isMark] = quoting(reader, isQuoted);
  const isRange = !isQuoted && /^-[^\]]/s.test(reader.peek(2)) && !/^-\\E\]/.test(reader.peek(4));
  if (!isRange) {
    addMember(reader, members, low, start);
    return isQuoted;
  }
  reader.take('-');
  for (let isMark = true; isMark; ) [isQuoted, isMark] = quoting(reader, isQuoted);
  const high = isQuoted ? reader.next() : readItem(reader, options);
  if (typeof low !== 'number' || typeof high !== 'number') {
    return reader.invalid('a range in a character class that starts or ends with a set', start, 'a literal - is \\-');
  }
  if (low > high) reader.invalid('a range in a character class that ends before it starts', start);
  members.characters.push([low, high]);
  return isQuoted;
}

function addMember(reader: PatternReader, members: Members, item: number | CodeSet, start: number): void {
  if (typeof item === 'number') {
    members.characters.push([item, item]);
  } else if (item.properties.length === 0) {
    members.fixed.push(...(item.isNegated ? complementOf(item.ranges) : item.ranges));
  } else {
    addProperties(reader, members, item, start);
  }
}

/** A set of properties. A complement of several is one that JavaScript's classes cannot hold beside other members. */
function addProperties(reader: PatternReader, members: Members, item: CodeSet, start: number): void {
  const { ranges, properties, isNegated } = item;
  if (!isNegated) {
    members.fixed.push(...ranges);
    members.properties.push(...properties);
    return;
  }
  const [only, ...others] = properties;
  if (only === undefined || others.length > 0 || ranges.length > 0) {
    reader.unsupported('the complement of such a property in a character class', start);
  }
  members.properties.push({ name: only.name, isNegated: !only.isNegated });
}

function readItem(reader: PatternReader, options: Options): number | CodeSet {
  const start = reader.offset;
  const posix = reader.read(POSIX_CLASS);
  if (posix !== undefined) return posixSet(reader, options, posix, start);
  if (!reader.take('\\')) return reader.next();
  return inClass(readEscape(reader, 'class'), reader, start);
}

function posixSet(reader: PatternReader, options: Options, match: RegExpExecArray, start: number): CodeSet {
  const [, mark, caret, name = ''] = match;
  if (mark !== ':') return reader.invalid('a POSIX collating element', start);
  const hasCase = name === 'lower' || name === 'upper';
  const ranges = POSIX_SETS[options.isCaseless && hasCase ? 'alpha' : name];
  if (ranges === undefined) return reader.invalid(`an unknown POSIX class ${name}`, start);
  return { ranges: joinRanges(ranges), properties: [], isNegated: caret === '^' };
}
