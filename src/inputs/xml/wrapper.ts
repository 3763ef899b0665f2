/** Blanks, declarations and the tags of a wrapper; comments apart. */
const PIECE = /[\s\uFEFF\0]+|<\?[^>]*>|<!DOCTYPE[^>]*>|<\/?(?:Events|QueryList|Root)\b[^>]*>/y;
const COMMENT = '<!--';
const COMMENT_END = '-->';

/**
 * Whether a text is only what may stand around events without being lost. Piece by piece: one pattern for all of it
 * would try every way to divide a row of comments.
 */
export function isWrapper(text: string): boolean {
  let index = 0;
  while (index < text.length) {
    if (text.startsWith(COMMENT, index)) {
      const end = text.indexOf(COMMENT_END, index + COMMENT.length);
      if (end === -1) return false;
      index = end + COMMENT_END.length;
      continue;
    }
    PIECE.lastIndex = index;
    if (!PIECE.test(text)) return false;
    index = PIECE.lastIndex;
  }
  return true;
}
