import { assertNever } from '../../shared/problem.ts';
import { type BackReference, nodesOf, type RegexNode } from './ast.ts';
import { isNullable } from './shape.ts';

/**
 * How groups fare in JavaScript, which forgets them at the start of each round of a loop and lets a reference to a
 * group without a match match nothing, where PCRE keeps the last match and lets the reference fail.
 */
export interface CaptureFates {
  /** Groups whose value may be another one than PCRE's. */
  readonly inexact: ReadonlySet<number>;
  /** References that can be reached before their group has matched. */
  readonly unset: readonly BackReference[];
}

export function captureFates(root: RegexNode): CaptureFates {
  const fates = { inexact: new Set<number>(), unset: [] as BackReference[] };
  follow(root, new Set(), fates);
  return fates;
}

type Fates = { readonly inexact: Set<number>; readonly unset: BackReference[] };

/** The groups that are set for certain behind the node, given those before it. */
function follow(node: RegexNode, known: ReadonlySet<number>, fates: Fates): ReadonlySet<number> {
  switch (node.kind) {
    case 'Literal':
    case 'CharacterSet':
    case 'Anchor':
    case 'Keep':
    case 'Subroutine':
      return known;
    case 'BackReference':
      if (typeof node.target !== 'number' || !known.has(node.target)) fates.unset.push(node);
      return known;
    case 'Sequence':
      return node.items.reduce((now, item) => follow(item, now, fates), known);
    case 'Alternation':
      return node.branches.map((branch) => follow(branch, known, fates)).reduce(common);
    case 'Capture':
      return new Set([...follow(node.body, known, fates), node.index]);
    case 'Atomic':
      return follow(node.body, known, fates);
    case 'Look': {
      const behind = follow(node.body, known, fates);
      return node.isNegated ? known : behind;
    }
    case 'Repeat': {
      const behind = follow(node.body, known, fates);
      if (node.max > 1) markForgotten(node.body, known, behind, fates);
      return node.min > 0 ? behind : known;
    }
    default:
      return assertNever(node);
  }
}

/** Groups of a loop that a round may leave unset, or set to nothing in a last round that JavaScript does not make. */
function markForgotten(
  body: RegexNode,
  known: ReadonlySet<number>,
  behind: ReadonlySet<number>,
  { inexact }: Fates,
): void {
  const hasEmptyRounds = isNullable(body);
  for (const node of nodesOf(body)) {
    if (node.kind !== 'Capture') continue;
    if (hasEmptyRounds || known.has(node.index) || !behind.has(node.index)) inexact.add(node.index);
  }
}

function common(left: ReadonlySet<number>, right: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...left].filter((index) => right.has(index)));
}
