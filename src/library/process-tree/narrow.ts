import type { ProcessNode } from '../../findings/index.ts';

/** Nodes in the order of a listing: each before those below it. */
export interface PlacedNode {
  readonly node: ProcessNode;
  /** 0 for those at the top. */
  readonly depth: number;
  /** The place of its parent in the order; undefined at the top. */
  readonly parent: number | undefined;
}

/** Every node, parents first. Trees of any depth are fine. */
export function listed(roots: readonly ProcessNode[]): readonly PlacedNode[] {
  const all: PlacedNode[] = [];
  const waiting: PlacedNode[] = roots.map((node) => ({ node, depth: 0, parent: undefined })).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const place = all.push(next) - 1;
    const { children } = next.node;
    for (let at = children.length - 1; at >= 0; at--) {
      const node = children[at];
      if (node !== undefined) waiting.push({ node, depth: next.depth + 1, parent: place });
    }
  }
  return all;
}

/** The trees with only those nodes that are wanted, what leads to them, and all that they started. */
export function narrowed(
  roots: readonly ProcessNode[],
  isWanted: (node: ProcessNode) => boolean,
): readonly ProcessNode[] {
  const all = listed(roots);
  const below = new Uint8Array(all.length);
  const above = new Uint8Array(all.length);
  for (const [place, { node, parent }] of all.entries()) {
    if ((parent !== undefined && below[parent] === 1) || isWanted(node)) below[place] = 1;
  }
  for (let place = all.length - 1; place >= 0; place--) {
    const parent = all[place]?.parent;
    if (parent !== undefined && (below[place] === 1 || above[place] === 1)) above[parent] = 1;
  }
  const tops: ProcessNode[] = [];
  const copies = new Map<number, ProcessNode & { readonly children: ProcessNode[] }>();
  for (const [place, { node, parent }] of all.entries()) {
    if (below[place] !== 1 && above[place] !== 1) continue;
    const copy = { ...node, children: [] };
    copies.set(place, copy);
    const siblings = parent === undefined ? tops : copies.get(parent)?.children;
    siblings?.push(copy);
  }
  return tops;
}
