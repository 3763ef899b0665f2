import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import { type Capture, nodesOf, type RegexNode, type Subroutine } from './ast.ts';
import type { ParsedPattern } from './parse.ts';
import { unsupported } from './reader.ts';
import { fixedLength } from './shape.ts';

/** Nodes that calls of groups may add to a pattern. */
const NODE_LIMIT = 20_000;

interface Resolution {
  readonly pattern: string;
  readonly names: ReadonlyMap<string, number>;
  readonly captures: ReadonlyMap<number, Capture>;
  nodes: number;
}

/**
 * Puts numbers in place of names, and the pattern of a group in place of each call of it.
 * @throws SPL115 references to no group, lookbehind of no fixed length; SPL304 recursion
 */
export function resolvePattern(parsed: ParsedPattern, pattern: string): RegexNode {
  const captures = new Map<number, Capture>();
  for (const node of nodesOf(parsed.root)) {
    if (node.kind === 'Capture' && !captures.has(node.index)) captures.set(node.index, node);
  }
  const root = resolved(parsed.root, { pattern, names: parsed.names, captures, nodes: 0 }, []);
  for (const node of nodesOf(root)) {
    if (node.kind === 'Look' && node.direction === 'behind') checkLength(node.body, pattern);
  }
  return root;
}

/** `calls`: the groups whose calls lead here; inside one nothing is captured. */
function resolved(node: RegexNode, to: Resolution, calls: readonly number[]): RegexNode {
  if (calls.length > 0 && ++to.nodes > NODE_LIMIT) {
    unsupported('a pattern whose calls of groups make it this long', to.pattern, node.span);
  }
  const inner = (child: RegexNode) => resolved(child, to, calls);
  switch (node.kind) {
    case 'BackReference':
      if (calls.length > 0) unsupported('a call of a group that holds a back reference', to.pattern, node.span);
      return { ...node, target: groupOf(node.target, to, node.span) };
    case 'Subroutine':
      return called(node, to, calls);
    case 'Capture':
      return calls.length > 0 ? inner(node.body) : { ...node, body: inner(node.body) };
    case 'Sequence':
      return { ...node, items: node.items.map(inner) };
    case 'Alternation':
      return { ...node, branches: node.branches.map(inner) };
    case 'Repeat':
    case 'Look':
    case 'Atomic':
      return { ...node, body: inner(node.body) };
    default:
      return node;
  }
}

function called(node: Subroutine, to: Resolution, calls: readonly number[]): RegexNode {
  const index = node.target === 0 ? 0 : groupOf(node.target, to, node.span);
  const group = to.captures.get(index);
  const isRecursive = group === undefined || calls.includes(index) || covers(group.span, node.span);
  if (isRecursive) return unsupported('recursion', to.pattern, node.span);
  return resolved(group.body, to, [...calls, index]);
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function groupOf(target: number | string, to: Resolution, span: Span): number {
  const index = typeof target === 'number' ? target : (to.names.get(target) ?? 0);
  if (to.captures.has(index)) return index;
  const message = `invalid regular expression: a reference to a group that does not exist: ${target}`;
  throw new Problem('SPL115', message, { text: to.pattern, span });
}

/** PCRE looks back by a number of characters: each alternative of a lookbehind has one. */
function checkLength(body: RegexNode, pattern: string): void {
  const branches = body.kind === 'Alternation' ? body.branches : [body];
  const bad = branches.find((branch) => fixedLength(branch) === undefined);
  if (bad === undefined) return;
  const message = 'invalid regular expression: a lookbehind whose length is not fixed';
  throw new Problem('SPL115', message, {
    text: pattern,
    span: bad.span,
    hint: 'repeat a fixed number of times, as in {3}',
  });
}
