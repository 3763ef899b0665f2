import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import type { CommandNode, EvalExpr } from '../ast.ts';
import type { Command } from '../commands/index.ts';
import { type Backtracking, backtracking } from '../regex/backtracking.ts';
import { parsePattern } from '../regex/parse.ts';
import { resolvePattern } from '../regex/resolve.ts';
import type { AnyNode } from './nodes.ts';

/** A pattern that stands in a search, and its place in the expanded text. */
interface PlacedPattern {
  readonly pattern: string;
  readonly span: Span;
}

/** Functions of eval that take a pattern, and which of their arguments it is. */
const PATTERN_FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['match', 1],
  ['replace', 1],
  ['mvfind', 1],
]);

/**
 * Patterns that a backtracking engine may try in a number of ways that explodes with the text. Splunk gives up such a
 * match after a while, and then there is none.
 *
 * @param own the command's nodes: see `ownNodes`
 * @param text the expanded search
 */
export function* backtrackingPatterns(node: CommandNode, own: readonly AnyNode[], text: string): Generator<Problem> {
  for (const { pattern, span } of patternsOf(node, own, text)) {
    const found = backtrackingOf(pattern);
    if (found === undefined) continue;
    const part = pattern.slice(found.span.start, found.span.end);
    const hint =
      'let each character be read by one loop alone: exclude what ends it, as in [^"]*, or make it possessive';
    yield new Problem('SPL414', `this pattern may take very long: ${found.why}, at ${part}`, { span, hint });
  }
}

function* patternsOf(node: CommandNode, own: readonly AnyNode[], text: string): Generator<PlacedPattern> {
  if (node.kind === 'Rex' || node.kind === 'Regex') {
    const command = node as Extract<Command, { kind: 'Rex' | 'Regex' }>;
    const isSed = command.kind === 'Rex' && command.isSed;
    if (!isSed) yield { pattern: command.pattern, span: placeIn(command, text) };
  }
  for (const one of own) {
    if (one.kind !== 'EvalCall') continue;
    const { name, args } = one as unknown as Extract<EvalExpr, { kind: 'EvalCall' }>;
    const pattern = args[PATTERN_FUNCTIONS.get(name) ?? args.length];
    if (pattern?.kind === 'EvalString') yield { pattern: pattern.value, span: pattern.span };
  }
}

/** Where the pattern of a command stands; the whole command where it is written with escapes. */
function placeIn({ pattern, span }: { readonly pattern: string; readonly span: Span }, text: string): Span {
  const start = text.indexOf(pattern, span.start);
  const end = start + pattern.length;
  return start === -1 || end > span.end ? span : { start, end };
}

function backtrackingOf(pattern: string): Backtracking | undefined {
  try {
    return backtracking(resolvePattern(parsePattern(pattern, { isCaseless: false }), pattern));
  } catch (error) {
    if (error instanceof Problem) return undefined; // what is no pattern is told where it is planned
    throw error;
  }
}
