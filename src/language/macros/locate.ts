import type { Span } from '../../shared/span.ts';
import type { Expansion, ExpansionPiece } from '../ast.ts';

/** A place of the expanded text, as the user sees it. */
export interface Location {
  /** In the text as typed; the whole macro call for text that a macro brought. */
  readonly span: Span;
  /** The macro that the first character comes from. */
  readonly macro?: string;
}

/** Where a range of the expanded text stands in the text as typed. */
export function locate(expansion: Expansion, span: Span): Location {
  const first = pieceAt(expansion.pieces, span.start);
  if (first === undefined) return { span: { start: expansion.source.length, end: expansion.source.length } };
  const last = pieceAt(expansion.pieces, Math.max(span.start, span.end - 1)) ?? first;
  const start = first.macro === undefined ? typedOffset(first, span.start) : first.origin.start;
  const end = last.macro === undefined ? typedOffset(last, Math.max(span.start, span.end)) : last.origin.end;
  const place = { start, end: Math.max(start, end) };
  return first.macro === undefined ? { span: place } : { span: place, macro: first.macro };
}

function typedOffset(piece: ExpansionPiece, offset: number): number {
  return Math.min(piece.origin.end, piece.origin.start + (offset - piece.span.start));
}

/** The piece that holds an offset; behind the last one, that one. Empty pieces hold nothing. */
function pieceAt(pieces: readonly ExpansionPiece[], offset: number): ExpansionPiece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.span.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return pieces[low];
}
