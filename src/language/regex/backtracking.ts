import type { Span } from '../../shared/span.ts';
import type { RegexNode } from './ast.ts';

/** A place of a pattern from which a backtracking engine may try a number of ways that explodes with the text. */
export interface Backtracking {
  readonly span: Span;
  readonly why: string;
}

export function backtracking(_root: RegexNode): Backtracking | undefined {
  return undefined;
}
