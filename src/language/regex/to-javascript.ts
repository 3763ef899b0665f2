import { assertNever } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { Anchor, Atomic, CodeRange, CodeSet, Literal, Look, RegexNode, Repeat } from './ast.ts';
import { childrenOf, nodesOf } from './ast.ts';
import type { CaptureFates } from './captures.ts';
import { isEmptyLast, isNullable } from './shape.ts';
import { quantifier } from './to-re2.ts';

/** A pattern for JavaScript's RegExp. */
export interface JavaScriptPattern {
  readonly source: string;
  /** `u`, and `d` where the start of the match depends on `\K`. */
  readonly flags: 'u' | 'du';
  /** PCRE's group n is the one of these groups of JavaScript that matched; several in a branch reset. Group 0 is 0. */
  readonly groupIndex: readonly (readonly number[])[];
  /** Empty groups that stand for `\K`: the last one that matched is the start of the match. */
  readonly keeps: readonly number[];
  /** Groups of PCRE that may come out otherwise, which is to be asked before they are read. */
  readonly inexact: readonly number[];
}

/** What keeps a pattern from JavaScript. */
export interface Obstacle {
  readonly construct: string;
  readonly span: Span;
}

/** The first construct that JavaScript cannot run as PCRE does. */
export function javaScriptObstacle(root: RegexNode, fates: CaptureFates): Obstacle | undefined {
  const [unset] = fates.unset;
  if (unset !== undefined) return { construct: 'a reference to a group that may not have matched', span: unset.span };
  return obstacleBelow(root, fates, { isLoop: false, isLook: false, isBehind: false });
}

interface Surroundings {
  readonly isLoop: boolean;
  readonly isLook: boolean;
  readonly isBehind: boolean;
}

function obstacleBelow(node: RegexNode, fates: CaptureFates, around: Surroundings): Obstacle | undefined {
  const own = ownObstacle(node, fates, around);
  if (own !== undefined) return { construct: own, span: node.span };
  const inner: Surroundings = {
    isLoop: around.isLoop || node.kind === 'Repeat',
    isLook: around.isLook || node.kind === 'Look',
    isBehind: around.isBehind || (node.kind === 'Look' && node.direction === 'behind'),
  };
  for (const child of childrenOf(node)) {
    const found = obstacleBelow(child, fates, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ownObstacle(node: RegexNode, { inexact }: CaptureFates, around: Surroundings): string | undefined {
  switch (node.kind) {
    case 'BackReference':
      if (node.isCaseless) return 'a back reference without case';
      return inexact.has(Number(node.target)) ? 'a reference to a group in a loop that may skip it' : undefined;
    case 'Keep':
      return around.isLoop || around.isLook ? '\\K in a loop or a lookaround' : undefined;
    case 'Repeat':
      if (around.isBehind && node.mode === 'possessive' && hasCaptures(node))
        return 'a group in a possessive loop of a lookbehind';
      return node.mode === 'lazy' || node.max <= 1 || isEmptyLast(node.body)
        ? undefined
        : 'a loop that tries an empty round before others';
    case 'Atomic':
      return around.isBehind && hasCaptures(node) ? 'a group in an atomic group of a lookbehind' : undefined;
    default:
      return undefined;
  }
}

function hasCaptures(node: RegexNode): boolean {
  return [...nodesOf(node)].some((inner) => inner.kind === 'Capture');
}

/** What is known while a pattern is printed. */
interface Printing {
  /** Groups of JavaScript opened so far. */
  count: number;
  readonly groups: number[][];
  readonly keeps: number[];
  isBehind: boolean;
}

/** The pattern for JavaScript. It must have no obstacle. */
export function toJavaScript(root: RegexNode, groupCount: number, fates: CaptureFates): JavaScriptPattern {
  const groups = Array.from({ length: groupCount + 1 }, (_, index): number[] => (index === 0 ? [0] : []));
  const printing: Printing = { count: 0, groups, keeps: [], isBehind: false };
  const source = print(root, printing);
  const { keeps } = printing;
  return { source, flags: keeps.length > 0 ? 'du' : 'u', groupIndex: groups, keeps, inexact: [...fates.inexact] };
}

function print(node: RegexNode, to: Printing): string {
  switch (node.kind) {
    case 'Literal':
      return printLiteral(node);
    case 'CharacterSet':
      return printSet(node.set);
    case 'Anchor':
      return ANCHORS[node.at];
    case 'Sequence':
      return node.items
        .map((item) => (item.kind === 'Alternation' ? `(?:${print(item, to)})` : print(item, to)))
        .join('');
    case 'Alternation':
      return node.branches.map((branch) => print(branch, to)).join('|');
    case 'Capture':
      return capture(to, to.groups[node.index], (inner) => print(node.body, inner));
    case 'Repeat':
      return node.mode === 'possessive' ? atomic(to, (inner) => printRepeat(node, inner)) : printRepeat(node, to);
    case 'Look':
      return printLook(node, to);
    case 'Atomic':
      return atomic(to, (inner) => print((node as Atomic).body, inner));
    case 'BackReference':
      return `(?:${(to.groups[Number(node.target)] ?? []).map((index) => `\\${index}`).join('')})`;
    case 'Keep':
      return capture(to, undefined, (_, index) => {
        to.keeps.push(index);
        return '';
      });
    case 'Subroutine':
      throw new Error('a resolved pattern has no calls');
    default:
      return assertNever(node);
  }
}

function capture(to: Printing, group: number[] | undefined, body: (to: Printing, index: number) => string): string {
  const index = ++to.count;
  group?.push(index);
  return `(${body(to, index)})`;
}

/**
 * JavaScript never goes back into a lookahead; what it captured is then matched again. A lookbehind has one length, so
 * that nothing can be given back there; JavaScript reads it from its end, where the group would have no match yet.
 */
function atomic(to: Printing, body: (to: Printing) => string): string {
  if (to.isBehind) return `(?:${body(to)})`;
  const index = to.count + 1;
  return `(?:(?=${capture(to, undefined, body)})\\${index})`;
}

/** JavaScript takes no empty round of `?`: an alternative to nothing does. */
function printRepeat(node: Repeat, to: Printing): string {
  const body = print(node.body, to);
  if (node.min === 0 && node.max === 1 && isNullable(node.body)) {
    return node.mode === 'lazy' ? `(?:|${body})` : `(?:(?:${body})|)`;
  }
  const isWhole = node.body.kind === 'Literal' || node.body.kind === 'CharacterSet' || node.body.kind === 'Capture';
  return `${isWhole ? body : `(?:${body})`}${quantifier(node)}`;
}

function printLook({ direction, isNegated, body }: Look, to: Printing): string {
  const isBehind = to.isBehind;
  to.isBehind = direction === 'behind';
  const text = print(body, to);
  to.isBehind = isBehind;
  return `(?${direction === 'behind' ? '<' : ''}${isNegated ? '!' : '='}${text})`;
}

/** Without the flag m, `^` and `$` are the start and the end of the text. */
const ANCHORS: Readonly<Record<Anchor['at'], string>> = {
  textStart: '^',
  textEnd: '$',
  textEndOrBreak: '(?=\\n?$)',
  lineStart: '(?:^|(?<=\\n)(?!$))',
  lineEnd: '(?=\\n|$)',
  wordBoundary: '\\b',
  notWordBoundary: '\\B',
};

function printLiteral({ code, variants }: Literal): string {
  return variants.length === 1 ? printCode(code) : `[${variants.map(printCode).join('')}]`;
}

function printCode(code: number): string {
  const character = String.fromCodePoint(code);
  if (/^[A-Za-z0-9_ !"#%&',:;<=>@`~]$/.test(character)) return character;
  return /^[$()*+./?[\\\]^{|}-]$/.test(character) && character !== '-' ? `\\${character}` : `\\u{${code.toString(16)}}`;
}

function printSet({ ranges, properties, isNegated }: CodeSet): string {
  const names = properties.map((property) => `\\${property.isNegated ? 'P' : 'p'}{${property.name}}`);
  return `[${isNegated ? '^' : ''}${ranges.map(printRange).join('')}${names.join('')}]`;
}

function printRange([low, high]: CodeRange): string {
  return low === high ? printCode(low) : `${printCode(low)}-${printCode(high)}`;
}
