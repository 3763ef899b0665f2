import { assertNever } from '../../shared/problem.ts';
import type { RegexNode } from './ast.ts';

/** Whether the node can match the empty text. A reference can: its group may be empty. */
export function isNullable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'Literal':
    case 'CharacterSet':
      return false;
    case 'Anchor':
    case 'Look':
    case 'Keep':
    case 'BackReference':
    case 'Subroutine':
      return true;
    case 'Sequence':
      return node.items.every(isNullable);
    case 'Alternation':
      return node.branches.some(isNullable);
    case 'Repeat':
      return node.min === 0 || isNullable(node.body);
    case 'Capture':
    case 'Atomic':
      return isNullable(node.body);
    default:
      return assertNever(node);
  }
}

/**
 * Whether the empty text is the last thing that the node tries, so that a loop over it comes to the same whether it
 * takes a last empty round (PCRE) or takes none (JavaScript).
 */
export function isEmptyLast(node: RegexNode): boolean {
  if (!isNullable(node)) return true;
  switch (node.kind) {
    case 'Sequence':
      return node.items.every(isEmptyLast);
    case 'Alternation':
      return node.branches.every(
        (branch, at) => !isNullable(branch) || (at === node.branches.length - 1 && isEmptyLast(branch)),
      );
    case 'Repeat':
      return node.mode !== 'lazy' && isEmptyLast(node.body);
    case 'Capture':
    case 'Atomic':
      return isEmptyLast(node.body);
    case 'Literal':
    case 'CharacterSet':
    case 'Anchor':
    case 'Look':
    case 'Keep':
    case 'BackReference':
    case 'Subroutine':
      return true;
    default:
      return assertNever(node);
  }
}

/** How many characters the node matches, where that is always the same number. */
export function fixedLength(node: RegexNode): number | undefined {
  switch (node.kind) {
    case 'Literal':
    case 'CharacterSet':
      return 1;
    case 'Anchor':
    case 'Look':
    case 'Keep':
      return 0;
    case 'BackReference':
    case 'Subroutine':
      return undefined;
    case 'Sequence':
      return node.items.reduce<number | undefined>((sum, item) => plus(sum, fixedLength(item)), 0);
    case 'Alternation': {
      const lengths = node.branches.map(fixedLength);
      return lengths.every((length) => length === lengths[0]) ? lengths[0] : undefined;
    }
    case 'Repeat': {
      const length = fixedLength(node.body);
      return length === undefined || node.min !== node.max ? undefined : length * node.min;
    }
    case 'Capture':
    case 'Atomic':
      return fixedLength(node.body);
    default:
      return assertNever(node);
  }
}

function plus(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}
