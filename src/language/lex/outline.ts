import { Problem } from '../../shared/problem.ts';
import type { Span } from '../../shared/span.ts';
import { lex } from './lex.ts';

/** One command's text between pipes, without them. */
export interface Stage {
  readonly span: Span;
}

/** What to do about a string that is never closed. */
export const UNCLOSED_STRING = 'a string ends with "; a quotation mark inside it is written \\"';

/** A pipeline's text cut at its pipes: the whole search, or what stands between two brackets. */
export interface Block {
  /** Inside the brackets. */
  readonly span: Span;
  readonly stages: readonly Stage[];
}

/** Where the structure of a search lies: its pipes, brackets and strings. */
export interface Outline {
  readonly text: string;
  readonly root: Block;
  /** Blocks in brackets, by the offset of the opening bracket. */
  readonly blocks: ReadonlyMap<number, Block>;
}

/** Brackets nest this deep at most. Published searches go two levels deep. */
export const BRACKET_DEPTH_LIMIT = 50;

interface OpenBlock {
  readonly open: number;
  readonly start: number;
  readonly stages: Stage[];
  stageStart: number;
}

/**
 * Cuts a search at its pipes and brackets, which count only outside double quotes.
 *
 * @throws SPL101 for an unclosed string, SPL102 for a bracket without its partner, SPL117 for brackets nested
 * deeper than `BRACKET_DEPTH_LIMIT`. Spans count in `text`.
 * Source: Splunk Search Manual, Backslashes; Search Reference, search.
 */
export function outlineOf(text: string): Outline {
  const blocks = new Map<number, Block>();
  const stack: OpenBlock[] = [];
  let current: OpenBlock = { open: -1, start: 0, stages: [], stageStart: 0 };
  for (const token of lex(text)) {
    const { start, end } = token.span;
    if (token.kind === 'pipe') {
      endStage(current, start);
      current.stageStart = end;
    } else if (token.kind === 'openBracket') {
      stack.push(current);
      if (stack.length > BRACKET_DEPTH_LIMIT) throw tooDeep(token.span);
      current = { open: start, start: end, stages: [], stageStart: end };
    } else if (token.kind === 'closeBracket') {
      const outer = stack.pop();
      if (outer === undefined) throw unopened(token.span);
      blocks.set(current.open, endBlock(current, start));
      current = outer;
    } else if (token.kind === 'unclosedString') {
      throw new Problem('SPL101', 'a string that begins here is never closed', {
        span: { start, end: start + 1 },
        hint: UNCLOSED_STRING,
      });
    }
  }
  if (stack.length > 0) throw unclosed({ start: current.open, end: current.open + 1 });
  return { text, root: endBlock(current, text.length), blocks };
}

function endStage(block: OpenBlock, end: number): void {
  block.stages.push({ span: { start: block.stageStart, end } });
}

function endBlock(block: OpenBlock, end: number): Block {
  endStage(block, end);
  return { span: { start: block.start, end }, stages: block.stages };
}

function unopened(span: Span): Problem {
  return new Problem('SPL102', 'a closing bracket "]" without an opening one', {
    span,
    hint: 'brackets hold a subsearch: [search …]; in a text they stand in double quotes',
  });
}

function unclosed(span: Span): Problem {
  return new Problem('SPL102', 'the bracket "[" is never closed', {
    span,
    hint: 'a subsearch ends with "]"',
  });
}

function tooDeep(span: Span): Problem {
  return new Problem('SPL117', `brackets nested more than ${BRACKET_DEPTH_LIMIT} deep`, { span });
}
