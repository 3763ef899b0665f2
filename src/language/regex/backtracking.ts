import type { Span } from '../../shared/span.ts';
import { nodesOf, type RegexNode, type Repeat } from './ast.ts';
import { type Positions, positionsOf } from './positions.ts';
import { overlap, widestRanges } from './sets.ts';

/** A place of a pattern at which a backtracking engine may try a number of ways that explodes with the text. */
export interface Backtracking {
  /** In the pattern. */
  readonly span: Span;
  /** One clause. */
  readonly why: string;
}

/** Edges that the search for two ways looks at, a fraction of a second; a pattern that needs more is not judged. */
const STEP_LIMIT = 5_000_000;

/** What is left of the limit. */
type Budget = { steps: number };

/** So many loops side by side over the same characters: the steps grow with that power of the text's length. */
const ADJACENT_LOOPS = 4;

/**
 * Finds loops that read one text in two ways, each round anew, and are followed by what may fail: 2^n ways for n rounds.
 * The test is that of ambiguity: two different paths of the automaton from one state back to it over the same text.
 * And it finds several unbounded loops in a row over characters that they share.
 * Source: Weber and Seidl, On the degree of ambiguity of finite automata (1991), criterion EDA.
 */
export function backtracking(root: RegexNode): Backtracking | undefined {
  return exponentialLoop(root) ?? adjacentLoops(root);
}

function exponentialLoop(root: RegexNode): Backtracking | undefined {
  const positions = positionsOf(root);
  if (positions === undefined) return undefined;
  const lastAssertion = Math.max(-1, ...[...nodesOf(root)].filter(isAssertion).map(({ span }) => span.start));
  const twice = readTwice(positions, (at) => positions.last.has(at) && lastAssertion < endOfLoop(positions, at));
  if (twice !== undefined) {
    return { span: twice, why: 'a loop that can read the same text in several ways, and again in each round' };
  }
  for (const inner of positions.apart) {
    const found = exponentialLoop(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isAssertion(node: RegexNode): boolean {
  return node.kind === 'Look' || node.kind === 'Anchor' || node.kind === 'BackReference';
}

function endOfLoop({ loops }: Positions, at: number): number {
  return Math.max(0, ...loops.filter(({ from, to }) => from <= at && at <= to).map(({ span }) => span.end));
}

/** The loop in which two paths part and meet again; none where the pattern is done there and cannot fail. */
function readTwice(positions: Positions, isDone: (at: number) => boolean): Span | undefined {
  const budget: Budget = { steps: STEP_LIMIT };
  const reach = positions.following.map((_, start) => reachable(positions, start, budget));
  for (const [start, around] of reach.entries()) {
    if (!around.has(start) || isDone(start)) continue;
    const cycle = new Set([...around].filter((at) => reach[at]?.has(start)));
    const met = meetingPoint(positions, start, cycle, budget);
    if (met !== undefined) return loopAround(positions, met);
  }
  return undefined;
}

function reachable({ following, sets }: Positions, start: number, budget: Budget): Set<number> {
  const found = new Set<number>();
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of following[at]?.keys() ?? []) {
      if (--budget.steps < 0) return found;
      if (found.has(next) || sets[next]?.length === 0) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

/**
 * Walks two paths at once over one text from a start: where they last were when they meet after they parted. Twice the
 * same position means that there are two ways from it on.
 */
function meetingPoint(
  positions: Positions,
  start: number,
  cycle: ReadonlySet<number>,
  budget: Budget,
): readonly [left: number, right: number] | undefined {
  const { length: count } = positions.sets;
  const seen = new Set<number>();
  const open: [left: number, right: number][] = [[start, start]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [left, right] = pair;
    for (const [nextLeft, nextRight, ways] of nextPairs(positions, pair, cycle, budget)) {
      if (nextLeft === nextRight && (left !== right || ways > 1)) return pair;
      const key = nextLeft * count + nextRight;
      if (seen.has(key)) continue;
      seen.add(key);
      open.push([nextLeft, nextRight]);
    }
  }
  return undefined;
}

function* nextPairs(
  { following, sets }: Positions,
  [left, right]: readonly [left: number, right: number],
  cycle: ReadonlySet<number>,
  budget: Budget,
): Generator<[left: number, right: number, ways: number]> {
  for (const [nextLeft, ways] of following[left] ?? []) {
    if (!cycle.has(nextLeft)) continue;
    for (const nextRight of following[right]?.keys() ?? []) {
      if (--budget.steps < 0) return;
      if (!cycle.has(nextRight)) continue;
      if (nextLeft === nextRight || overlap(sets[nextLeft] ?? [], sets[nextRight] ?? [])) {
        yield [nextLeft, nextRight, ways];
      }
    }
  }
}

/** The smallest loop around both positions; around one that goes on in two ways, the second smallest makes the other. */
function loopAround({ loops }: Positions, [left, right]: readonly [number, number]): Span | undefined {
  const [low, high] = [Math.min(left, right), Math.max(left, right)];
  const around = loops.filter(({ from, to }) => from <= low && high <= to);
  const [smallest, second] = around.sort((a, b) => a.to - a.from - (b.to - b.from) || b.span.start - a.span.start);
  return (left === right ? (second ?? smallest) : smallest)?.span;
}

function adjacentLoops(root: RegexNode): Backtracking | undefined {
  for (const node of nodesOf(root)) {
    if (node.kind !== 'Sequence') continue;
    let run: Repeat[] = [];
    for (const item of node.items) {
      const loop = openLoop(item);
      if (loop === undefined) run = [];
      else run = overlaps(run.at(-1), loop) ? [...run, loop] : [loop];
      const [first] = run;
      if (first !== undefined && run.length === ADJACENT_LOOPS) {
        return {
          span: { start: first.span.start, end: item.span.end },
          why: `${ADJACENT_LOOPS} loops in a row that share characters`,
        };
      }
    }
  }
  return undefined;
}

/** An unbounded loop over one set, in a group or not. */
function openLoop(node: RegexNode): Repeat | undefined {
  if (node.kind === 'Capture') return openLoop(node.body);
  const isOpen = node.kind === 'Repeat' && node.max === Number.POSITIVE_INFINITY && node.mode !== 'possessive';
  return isOpen && node.body.kind === 'CharacterSet' ? node : undefined;
}

function overlaps(left: Repeat | undefined, right: Repeat): boolean {
  if (left?.body.kind !== 'CharacterSet' || right.body.kind !== 'CharacterSet') return false;
  return overlap(widestRanges(left.body.set), widestRanges(right.body.set));
}
