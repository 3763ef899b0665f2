import { assertNever, invariant } from '../../shared/problem.ts';
import type { Anchor, CodeRange, CodeSet, Literal, RegexNode, Repeat } from './ast.ts';
import { isNullable } from './shape.ts';

/**
 * What is read of a match. test: whether there is one; groups: what the groups matched, but not the whole; spans: all,
 * where it starts and ends too.
 */
export type Reads = 'test' | 'groups' | 'spans';

/** RE2 repeats nothing more often than this, loops within loops counted together. */
const REPEAT_LIMIT = 1000;

/** Instructions that RE2 may compile a pattern to; it refuses a few times as many. */
const SIZE_LIMIT = 20_000;

/** The pattern as RE2 takes it, where RE2 finds exactly what PCRE would; else undefined. */
export function toRe2(root: RegexNode, reads: Reads): string | undefined {
  // After a match RE2 skips an empty one that PCRE finds.
  if (reads === 'spans' && isNullable(root)) return undefined;
  if (!fits(root, { reads, isTail: true, isCaptured: false })) return undefined;
  if (repeats(root) > REPEAT_LIMIT || sizeOf(root) > SIZE_LIMIT) return undefined;
  return print(root, reads);
}

interface Place {
  readonly reads: Reads;
  /** Nothing of the pattern follows. */
  readonly isTail: boolean;
  readonly isCaptured: boolean;
}

function fits(node: RegexNode, place: Place): boolean {
  switch (node.kind) {
    case 'Literal':
      return true;
    // RE2's tables may be of another version of Unicode.
    case 'CharacterSet':
      return node.set.properties.length === 0;
    case 'Anchor':
      return fitsAnchor(node, place);
    case 'Sequence':
      return node.items.every((item, at) =>
        fits(item, { ...place, isTail: place.isTail && at === node.items.length - 1 }),
      );
    case 'Alternation':
      return node.branches.every((branch) => fits(branch, place));
    case 'Capture':
      return fits(node.body, { ...place, isCaptured: true });
    case 'Repeat':
      return fitsRepeat(node, place);
    case 'Look':
    case 'Atomic':
    case 'BackReference':
    case 'Subroutine':
    case 'Keep':
      return false;
    default:
      return assertNever(node);
  }
}

/**
 * `$` becomes an optional line feed and the end, which takes in the line feed: that shows in the extent of the match
 * and of a group around it. RE2 sees `\B` inside characters that take several bytes, and a line start behind the last
 * line feed.
 */
function fitsAnchor({ at }: Anchor, { reads, isTail, isCaptured }: Place): boolean {
  switch (at) {
    case 'textStart':
    case 'textEnd':
    case 'lineEnd':
    case 'wordBoundary':
      return true;
    case 'textEndOrBreak':
      return isTail && (reads === 'test' || (reads === 'groups' && !isCaptured));
    case 'lineStart':
    case 'notWordBoundary':
      return false;
    default:
      return assertNever(at);
  }
}

/** Which rounds of a loop are empty shows in the groups and the extent of the match. */
function fitsRepeat(node: Repeat, place: Place): boolean {
  if (node.mode === 'possessive') return false;
  if (place.reads !== 'test' && isNullable(node.body)) return false;
  return fits(node.body, { ...place, isTail: place.isTail && node.max <= 1 });
}

function repeats(node: RegexNode): number {
  switch (node.kind) {
    case 'Repeat':
      return Math.max(1, node.min, Number.isFinite(node.max) ? node.max : 0) * repeats(node.body);
    case 'Sequence':
      return Math.max(1, ...node.items.map(repeats));
    case 'Alternation':
      return Math.max(1, ...node.branches.map(repeats));
    case 'Capture':
      return repeats(node.body);
    default:
      return 1;
  }
}

/** Instructions, more rather than fewer. A range beyond ASCII is a few sequences of bytes. */
function sizeOf(node: RegexNode): number {
  switch (node.kind) {
    case 'Literal':
      return 4 * node.variants.length;
    case 'CharacterSet':
      return 16 + 8 * node.set.ranges.length;
    case 'Sequence':
      return node.items.reduce((sum, item) => sum + sizeOf(item), 0);
    case 'Alternation':
      return node.branches.reduce((sum, branch) => sum + sizeOf(branch) + 1, 0);
    case 'Capture':
      return sizeOf(node.body) + 2;
    case 'Repeat':
      return (sizeOf(node.body) + 1) * (Number.isFinite(node.max) ? Math.max(1, node.max) : node.min + 1);
    default:
      return 1;
  }
}

function print(node: RegexNode, reads: Reads): string {
  switch (node.kind) {
    case 'Literal':
      return printLiteral(node);
    case 'CharacterSet':
      return printSet(node.set);
    case 'Anchor':
      return ANCHORS[node.at];
    case 'Sequence':
      return printSequence(node.items, reads);
    case 'Alternation':
      return node.branches.map((branch) => print(branch, reads)).join('|');
    case 'Capture':
      return `(${reads === 'test' ? '?:' : ''}${print(node.body, reads)})`;
    case 'Repeat':
      return `${printOperand(node.body, reads)}${quantifier(node)}`;
    default:
      invariant(false, `RE2 has no ${node.kind}`);
  }
}

function printOperand(body: RegexNode, reads: Reads): string {
  const text = print(body, reads);
  return body.kind === 'Literal' || body.kind === 'CharacterSet' || body.kind === 'Capture' ? text : `(?:${text})`;
}

/** The quantifier as RE2 and JavaScript write it. */
export function quantifier({ min, max, mode }: Repeat): string {
  return `${count(min, max)}${mode === 'lazy' ? '?' : ''}`;
}

function count(min: number, max: number): string {
  if (min === max) return `{${min}}`;
  if (Number.isFinite(max)) return min === 0 && max === 1 ? '?' : `{${min},${max}}`;
  if (min > 1) return `{${min},}`;
  return min === 1 ? '+' : '*';
}

/** What RE2 writes for the anchors that it has; the others are refused before. */
const ANCHORS: Readonly<Record<Anchor['at'], string>> = {
  textStart: '^',
  textEnd: '\\z',
  textEndOrBreak: '\\n?\\z',
  lineEnd: '(?m:$)',
  lineStart: '(?m:^)',
  wordBoundary: '\\b',
  notWordBoundary: '\\B',
};

/** Letters without case stand together in one `(?i:…)`, in which RE2 looks for the word as a whole. */
function printSequence(items: readonly RegexNode[], reads: Reads): string {
  let text = '';
  let word = '';
  for (const item of items) {
    if (item.kind === 'Literal' && hasAsciiCase(item)) {
      word += printCode(item.code);
      continue;
    }
    text += inWord(word) + (item.kind === 'Alternation' ? `(?:${print(item, reads)})` : print(item, reads));
    word = '';
  }
  return text + inWord(word);
}

function inWord(word: string): string {
  return word === '' ? '' : `(?i:${word})`;
}

/** RE2's own case folding has the same variants for ASCII letters as PCRE's. */
function hasAsciiCase({ code, variants }: Literal): boolean {
  return variants.length > 1 && code <= 0x7f;
}

function printLiteral(node: Literal): string {
  if (node.variants.length === 1) return printCode(node.code);
  return hasAsciiCase(node) ? inWord(printCode(node.code)) : `[${node.variants.map(printCode).join('')}]`;
}

function printCode(code: number): string {
  const character = String.fromCodePoint(code);
  if (/^[A-Za-z0-9_ ]$/.test(character)) return character;
  return code >= 0x21 && code <= 0x7e ? `\\${character}` : `\\x{${code.toString(16)}}`;
}

function printSet({ ranges, isNegated }: CodeSet): string {
  if (ranges.length === 0) return isNegated ? '(?s:.)' : '[^\\x{0}-\\x{10ffff}]';
  return `[${isNegated ? '^' : ''}${ranges.map(printRange).join('')}]`;
}

function printRange([low, high]: CodeRange): string {
  return low === high ? printCode(low) : `${printCode(low)}-${printCode(high)}`;
}
