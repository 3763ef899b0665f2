import type { ProcessNode } from '../../findings/index.ts';

/** A line of a drawn tree: a process, several that are alike, or how many more there are. */
export type TreeLine =
  | { readonly kind: 'process'; readonly node: ProcessNode; readonly depth: number; readonly isLast: boolean }
  | {
      readonly kind: 'alike';
      readonly node: ProcessNode;
      readonly count: number;
      readonly depth: number;
      readonly isLast: boolean;
    }
  | { readonly kind: 'more'; readonly text: string; readonly depth: number; readonly isLast: boolean };

export interface LineOptions {
  /** Levels below the first that are drawn. */
  readonly maxDepth: number;
  /** Lines below one process. */
  readonly maxChildren: number;
  /** Every process on a line of its own. */
  readonly all: boolean;
}

/** So many alike processes stand on one line. */
const ALIKE = 4;

/** The lines of a tree, from the top down. */
export function* treeLines(root: ProcessNode, options: LineOptions): Generator<TreeLine> {
  const waiting: TreeLine[] = [{ kind: 'process', node: root, depth: 0, isLast: true }];
  for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
    yield line;
    if (line.kind === 'process') waiting.push(...below(line.node, line.depth + 1, options).reverse());
  }
}

type Open = { readonly kind: 'process' | 'alike'; readonly node: ProcessNode; readonly count: number };

function below({ children }: ProcessNode, depth: number, options: LineOptions): TreeLine[] {
  if (children.length === 0) return [];
  if (depth > options.maxDepth) return [more(`${children.length} more below`, depth)];
  const groups = options.all ? children.map(alone) : grouped(children);
  const isCut = groups.length > options.maxChildren;
  const shown = isCut ? groups.slice(0, options.maxChildren) : groups;
  const lines = shown.map(({ kind, node, count }, at): TreeLine => {
    const isLast = !isCut && at === shown.length - 1;
    return kind === 'process' ? { kind, node, depth, isLast } : { kind, node, count, depth, isLast };
  });
  const left = groups.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  return isCut ? [...lines, more(`${left} more`, depth)] : lines;
}

function more(text: string, depth: number): TreeLine {
  return { kind: 'more', text, depth, isLast: true };
}

function alone(node: ProcessNode): Open {
  return { kind: 'process', node, count: 1 };
}

/** Processes of one name and user that started nothing and that no finding is about are alike. They stand where the first of them does. */
function grouped(children: readonly ProcessNode[]): readonly Open[] {
  const counts = new Map<string, number>();
  for (const child of children) {
    if (isPlain(child)) counts.set(likeness(child), (counts.get(likeness(child)) ?? 0) + 1);
  }
  const told = new Set<string>();
  return children.flatMap((child): Open[] => {
    const kind = likeness(child);
    const count = isPlain(child) ? (counts.get(kind) ?? 1) : 1;
    if (count < ALIKE) return [alone(child)];
    if (told.has(kind)) return [];
    told.add(kind);
    return [{ kind: 'alike', node: child, count }];
  });
}

function isPlain({ process, children }: ProcessNode): boolean {
  return children.length === 0 && process.marks === undefined;
}

function likeness({ process: { name, user = '' } }: ProcessNode): string {
  return JSON.stringify([name.toLowerCase(), user.toLowerCase()]);
}
