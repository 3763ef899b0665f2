import type { RegexNode } from '../../src/language/regex/ast.ts';
import { parsePattern } from '../../src/language/regex/parse.ts';
import { includesCode, widestRanges } from '../../src/language/regex/sets.ts';

/** Tries what follows from a place on; whether it matched. */
type Next = (at: number) => boolean;
/** Tries a node at a place, and what follows it. */
type Matcher = (at: number, next: Next) => boolean;

class TooManySteps extends Error {}

/**
 * How many characters a backtracking engine looks at to search a text for a pattern from a place on, one for each time;
 * `limit` where it is more. An engine may be cleverer than that, but not worse.
 */
export function stepsOf(pattern: RegExp, text: string, from: number, limit: number): number {
  const budget = { steps: 0, limit };
  const matcher = compiled(pattern, text, budget);
  try {
    for (let at = from; at <= text.length; at++) {
      if (matcher(at, () => true) || pattern.sticky) break;
      budget.steps++;
    }
  } catch (cause) {
    if (!(cause instanceof TooManySteps)) throw cause;
  }
  return Math.min(budget.steps, limit);
}

interface Search {
  readonly text: string;
  readonly budget: { steps: number; readonly limit: number };
}

const TREES = new Map<string, RegexNode>();

function compiled(pattern: RegExp, text: string, budget: Search['budget']): Matcher {
  const key = String(pattern);
  let tree = TREES.get(key);
  if (tree === undefined) {
    const options = `${pattern.dotAll ? 's' : ''}${pattern.multiline ? 'm' : ''}`;
    const source = pattern.source.replace(/\\u([0-9A-F]{4})/gi, '\\x{$1}').replace(/\[\^\]/g, '[\\s\\S]');
    const { root } = parsePattern(options === '' ? source : `(?${options})${source}`, {
      isCaseless: pattern.ignoreCase,
    });
    tree = root;
    TREES.set(key, tree);
  }
  return matcherOf(tree, { text, budget });
}

function matcherOf(node: RegexNode, search: Search): Matcher {
  switch (node.kind) {
    case 'Literal':
      return character((code) => node.variants.includes(code), search);
    case 'CharacterSet': {
      const ranges = widestRanges(node.set);
      return character((code) => includesCode(ranges, code), search);
    }
    case 'Anchor':
      return (at, next) => isAt(node.at, search.text, at) && next(at);
    case 'Sequence':
      return node.items
        .map((item) => matcherOf(item, search))
        .reduceRight<Matcher>((rest, first) => (at, next) => first(at, (behind) => rest(behind, next)), EMPTY);
    case 'Alternation': {
      const branches = node.branches.map((branch) => matcherOf(branch, search));
      return (at, next) => branches.some((branch) => branch(at, next));
    }
    case 'Capture':
    case 'Atomic':
      return matcherOf(node.body, search);
    case 'Look': {
      const body = matcherOf(node.body, search);
      // In our patterns those behind are of one character.
      if (node.direction === 'behind') {
        return (at, next) => (at > 0 && body(at - 1, () => true)) !== node.isNegated && next(at);
      }
      return (at, next) => body(at, () => true) !== node.isNegated && next(at);
    }
    case 'Repeat':
      return repeated(node, matcherOf(node.body, search), search);
    default:
      throw new Error(`a pattern with ${node.kind}`);
  }
}

const EMPTY: Matcher = (at, next) => next(at);

function character(holds: (code: number) => boolean, { text, budget }: Search): Matcher {
  return (at, next) => {
    if (++budget.steps > budget.limit) throw new TooManySteps();
    const code = text.charCodeAt(at);
    return !Number.isNaN(code) && holds(code) && next(at + 1);
  };
}

/** A loop over single characters runs flat, so that a long text is no deep recursion. */
function repeated(node: RegexNode & { kind: 'Repeat' }, body: Matcher, search: Search): Matcher {
  const { min, max, mode } = node;
  const isSingle = node.body.kind === 'CharacterSet' || node.body.kind === 'Literal';
  if (isSingle) return mode === 'lazy' ? lazyRun(min, max, body) : greedyRun(min, max, body);
  const tryFrom = (at: number, rounds: number, next: Next): boolean => {
    const again = (): boolean =>
      rounds < max && body(at, (behind) => (behind > at || rounds < min) && tryFrom(behind, rounds + 1, next));
    if (rounds < min) return again();
    if (++search.budget.steps > search.budget.limit) throw new TooManySteps();
    return mode === 'lazy' ? next(at) || again() : again() || next(at);
  };
  return (at, next) => tryFrom(at, 0, next);
}

function greedyRun(min: number, max: number, one: Matcher): Matcher {
  return (at, next) => {
    let end = at;
    while (end - at < max && one(end, () => true)) end++;
    for (; end - at >= min; end--) if (next(end)) return true;
    return false;
  };
}

function lazyRun(min: number, max: number, one: Matcher): Matcher {
  return (at, next) => {
    for (let end = at; end - at <= max; end++) {
      if (end - at >= min && next(end)) return true;
      if (!one(end, () => true)) return false;
    }
    return false;
  };
}

function isAt(place: string, text: string, at: number): boolean {
  switch (place) {
    case 'textStart':
      return at === 0;
    case 'lineStart':
      return at === 0 || text[at - 1] === '\n';
    case 'textEnd':
    case 'textEndOrBreak':
      return at === text.length;
    case 'lineEnd':
      return at === text.length || text[at] === '\n';
    default: {
      const isBoundary = isWord(text, at - 1) !== isWord(text, at);
      return place === 'wordBoundary' ? isBoundary : !isBoundary;
    }
  }
}

function isWord(text: string, at: number): boolean {
  return /\w/.test(text.charAt(at));
}
