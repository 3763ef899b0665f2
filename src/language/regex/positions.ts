import { assertNever } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { CodeRange, RegexNode, Repeat } from './ast.ts';
import { joinRanges, widestRanges } from './sets.ts';

/**
 * The places of a pattern that match a character, and which may follow which: Glushkov's automaton. An edge counts in
 * how many ways it can be taken, which a backtracking engine tries one by one.
 */
export interface Positions {
  /** What each position matches; nothing for one that only the end of the text lets pass. */
  readonly sets: readonly (readonly CodeRange[])[];
  /** For each position those that may follow it, with the number of ways. */
  readonly following: readonly ReadonlyMap<number, number>[];
  /** Positions behind which the pattern may end. */
  readonly last: ReadonlySet<number>;
  readonly loops: readonly { readonly from: number; readonly to: number; readonly span: Span }[];
  /** Patterns that are matched apart from the rest: lookaround and atomic groups. */
  readonly apart: readonly RegexNode[];
}

/** Past so many positions a pattern is not looked at. */
const POSITION_LIMIT = 400;

/** A bounded repetition of so many rounds is as bad as one without bound. */
const MANY_ROUNDS = 10;

interface Part {
  readonly isNullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

interface Building {
  readonly sets: (readonly CodeRange[])[];
  readonly following: Map<number, number>[];
  readonly loops: { from: number; to: number; span: Span }[];
  readonly apart: RegexNode[];
}

const EMPTY: Part = { isNullable: true, first: [], last: [] };

/** The positions of a pattern; undefined where it has too many. */
export function positionsOf(root: RegexNode): Positions | undefined {
  const building: Building = { sets: [], following: [], loops: [], apart: [] };
  const { last } = build(root, building);
  return building.sets.length > POSITION_LIMIT ? undefined : { ...building, last: new Set(last) };
}

function build(node: RegexNode, to: Building): Part {
  if (to.sets.length > POSITION_LIMIT) return EMPTY;
  switch (node.kind) {
    case 'Literal':
      return position(to, joinRanges(node.variants.map((code): CodeRange => [code, code])));
    case 'CharacterSet':
      return position(to, widestRanges(node.set));
    case 'Anchor':
      return /End/.test(node.at) ? position(to, []) : EMPTY;
    case 'Keep':
    case 'BackReference':
    case 'Subroutine':
      return EMPTY;
    case 'Look':
      to.apart.push(node.body);
      return EMPTY;
    case 'Atomic':
      return apart(node.body, to);
    case 'Capture':
      return build(node.body, to);
    case 'Sequence':
      return node.items.reduce<Part>((before, item) => join(before, build(item, to), to), EMPTY);
    case 'Alternation':
      return node.branches.map((branch) => build(branch, to)).reduce(either);
    case 'Repeat':
      return node.mode === 'possessive' ? apart({ ...node, mode: 'greedy' }, to) : repeat(node, to);
    default:
      return assertNever(node);
  }
}

function position(to: Building, set: readonly CodeRange[]): Part {
  to.sets.push(set);
  to.following.push(new Map());
  const index = to.sets.length - 1;
  return { isNullable: false, first: [index], last: [index] };
}

/** What is not gone back into is one step to what is around it: its text has one reading. */
function apart(body: RegexNode, to: Building): Part {
  to.apart.push(body);
  const alone = positionsOf(body);
  const inner = position(to, joinRanges(alone?.sets.flat() ?? []));
  return { ...inner, isNullable: true };
}

function repeat(node: Repeat, to: Building): Part {
  if (node.max < MANY_ROUNDS) return unrolled(node, to);
  const from = to.sets.length;
  const body = build(node.body, to);
  link(body.last, body.first, to);
  to.loops.push({ from, to: to.sets.length - 1, span: node.span });
  return { ...body, isNullable: body.isNullable || node.min === 0 };
}

/** `X{1,3}` as `X(X(X)?)?`: a round follows the one before it only. */
function unrolled({ body, min, max }: Repeat, to: Building): Part {
  let before = EMPTY;
  let all: Part = { ...EMPTY, isNullable: min === 0 };
  for (let round = 1; round <= max; round++) {
    const part = build(body, to);
    link(before.last, part.first, to);
    before = { ...part, last: part.isNullable ? [...before.last, ...part.last] : part.last };
    const last = round === Math.max(min, 1) ? before.last : [...all.last, ...part.last];
    all = {
      isNullable: all.isNullable || part.isNullable,
      first: round === 1 ? part.first : all.first,
      last: round < min ? [] : last,
    };
  }
  return all;
}

function join(left: Part, right: Part, to: Building): Part {
  link(left.last, right.first, to);
  return {
    isNullable: left.isNullable && right.isNullable,
    first: left.isNullable ? [...left.first, ...right.first] : left.first,
    last: right.isNullable ? [...left.last, ...right.last] : right.last,
  };
}

function either(left: Part, right: Part): Part {
  return {
    isNullable: left.isNullable || right.isNullable,
    first: [...left.first, ...right.first],
    last: [...left.last, ...right.last],
  };
}

function link(from: readonly number[], onto: readonly number[], { following }: Building): void {
  for (const start of from) {
    const edges = following[start];
    for (const end of onto) edges?.set(end, (edges.get(end) ?? 0) + 1);
  }
}
