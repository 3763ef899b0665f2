import type { Span } from '../../shared/span.ts';

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
  for (const item of Object.values(value)) yield* nodesOf(item);
}

function isNode(value: object): value is AnyNode {
  return 'kind' in value && 'span' in value && typeof value.kind === 'string';
}
