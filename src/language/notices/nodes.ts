import type { Span } from '../../shared/span.ts';
import type { CommandNode } from '../ast.ts';

/** Any node of the syntax tree, of whatever command. */
export type AnyNode = { readonly kind: string; readonly span: Span } & Readonly<Record<string, unknown>>;

/** Every node below a value of the syntax tree, each before those inside it, in the order of the text. */
export function nodesOf(value: unknown): Generator<AnyNode> {
  return walk(value, () => true);
}

/** The nodes of a command, but for the pipelines inside it and what these hold; in the order of the text. */
export function ownNodes(command: AnyNode | CommandNode): readonly AnyNode[] {
  return [...walk(command, (node) => node.kind !== 'Pipeline')];
}

/** By a loop and not by itself: most of checking a search would be generators that hand on what others yield. */
function* walk(root: unknown, enters: (node: AnyNode) => boolean): Generator<AnyNode> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isNode(value)) {
      if (!enters(value)) continue;
      yield value;
    }
    const items = Array.isArray(value) ? value : Object.values(value);
    for (let at = items.length - 1; at >= 0; at--) open.push(items[at]);
  }
}

function isNode(value: object): value is AnyNode {
  return 'kind' in value && 'span' in value && typeof value.kind === 'string';
}
