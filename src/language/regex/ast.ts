import type { Node } from '../ast.ts';

/** Code points from `low` to `high`, both included. */
export type CodeRange = readonly [low: number, high: number];

/** A set of code points: the ranges (ascending, apart), the properties, and the complement of both where negated. */
export interface CodeSet {
  readonly ranges: readonly CodeRange[];
  readonly properties: readonly CodeProperty[];
  readonly isNegated: boolean;
}

/** A Unicode property as JavaScript spells it between `\p{` and `}`. */
export type CodeProperty = { readonly name: string; readonly isNegated: boolean };

/**
 * Places that match no text. textEndOrBreak: the end, or in front of a line break that ends the text. lineStart: the
 * start and behind each line break, but for one that ends the text. lineEnd: the end and in front of each line break.
 */
export type AnchorPlace =
  | 'textStart'
  | 'textEnd'
  | 'textEndOrBreak'
  | 'lineStart'
  | 'lineEnd'
  | 'wordBoundary'
  | 'notWordBoundary';

export type Literal = Node<'Literal', { code: number; variants: readonly number[] }>;
export type CharacterSet = Node<'CharacterSet', { set: CodeSet }>;
export type Anchor = Node<'Anchor', { at: AnchorPlace }>;
export type Sequence = Node<'Sequence', { items: readonly RegexNode[] }>;
export type Alternation = Node<'Alternation', { branches: readonly RegexNode[] }>;
export type Capture = Node<'Capture', { index: number; name?: string; body: RegexNode }>;
export type Repeat = Node<
  'Repeat',
  {
    body: RegexNode;
    min: number;
    /** Infinity where there is no bound. */
    max: number;
    mode: 'greedy' | 'lazy' | 'possessive';
  }
>;
export type Look = Node<'Look', { direction: 'ahead' | 'behind'; isNegated: boolean; body: RegexNode }>;
export type Atomic = Node<'Atomic', { body: RegexNode }>;
/** The text that a group matched, by number or name. */
export type BackReference = Node<'BackReference', { target: number | string; isCaseless: boolean }>;
/** The pattern of a group once more, by number or name; 0 is the whole pattern. Gone once the pattern is resolved. */
export type Subroutine = Node<'Subroutine', { target: number | string }>;
/** `\K`: what is matched starts here. */
export type Keep = Node<'Keep', object>;

/**
 * A PCRE pattern. Options such as `i`, `m`, `s` and `x` are gone: they are worked into the nodes that they change. A
 * literal without case lists all that it matches in `variants`, itself first.
 */
export type RegexNode =
  | Literal
  | CharacterSet
  | Anchor
  | Sequence
  | Alternation
  | Capture
  | Repeat
  | Look
  | Atomic
  | BackReference
  | Subroutine
  | Keep;

/** The nodes directly below a node, in the order of the pattern. */
export function childrenOf(node: RegexNode): readonly RegexNode[] {
  if (node.kind === 'Sequence') return node.items;
  if (node.kind === 'Alternation') return node.branches;
  return 'body' in node ? [node.body] : [];
}

/** The node and all below it, parents first. */
export function* nodesOf(node: RegexNode): Generator<RegexNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}
