import type { Span } from '../../shared/span.ts';
import type { CommandNode } from '../ast.ts';

/** Any node of the syntax tree, of whatever command. */
export type AnyNode = { readonly kind: string; readonly span: Span } & Readonly<Record<string, unknown>>;

/** Every node below a value of the syntax tree, each before those inside it, in the order of the text. */
export function* nodesOf(value: unknown): Generator<AnyNode> {
  if (Array.isArray(value)) {
    for (const item of value) yield* nodesOf(item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const [key, item] of Object.entries(value)) if (mayHoldNodes(key, item)) yield* nodesOf(item);
}

/** The nodes of a command, but for those of the pipelines inside it, in the order of the text. */
export function ownNodes(command: AnyNode | CommandNode): readonly AnyNode[] {
  const nodes: AnyNode[] = [];
  const take = (value: object): void => {
    if (Array.isArray(value)) {
      for (const item of value) if (mayHoldNodes('', item)) take(item);
      return;
    }
    if (isNode(value)) nodes.push(value);
    if ('kind' in value && value.kind === 'Pipeline') return;
    for (const [key, item] of Object.entries(value)) if (mayHoldNodes(key, item)) take(item);
  };
  take(command);
  return nodes;
}

function mayHoldNodes(key: string, value: unknown): value is object {
  return typeof value === 'object' && value !== null && key !== 'span';
}

function isNode(value: object): value is AnyNode {
  return 'kind' in value && 'span' in value && typeof value.kind === 'string';
}
