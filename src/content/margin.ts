/** A text with spaces put in, and the way back to its offsets without them. */
export interface Indented {
  readonly text: string;
  readonly toOriginal: (offset: number) => number;
}

/** A text as it is. */
export function unindented(text: string): Indented {
  return { text, toOriginal: (offset) => offset };
}

/**
 * Indents the lines of a quoted scalar up to its quote. YAML demands that they be deeper than the key; the
 * publisher's parser (PyYAML) does not, and published macros start such lines at the margin. The value stays the same,
 * because folding drops what a line begins with. Undefined where the quote is not closed, or nothing is to be done.
 */
export function indentQuoted({ text, toOriginal }: Indented, start: number): Indented | undefined {
  const end = closingQuote(text, start);
  if (end === undefined) return undefined;
  const width = start - text.lastIndexOf('\n', start);
  const lines = text.slice(start, end).split('\n');
  const inserted: number[] = [];
  let length = start;
  const indentedLines = lines.map((line, at) => {
    const isDone = at === 0 || line.trim() === '' || line.length - line.trimStart().length >= width;
    if (!isDone) inserted.push(length);
    const indentedLine = isDone ? line : ' '.repeat(width) + line;
    length += indentedLine.length + 1;
    return indentedLine;
  });
  if (inserted.length === 0) return undefined;
  return {
    text: text.slice(0, start) + indentedLines.join('\n') + text.slice(end),
    toOriginal: (offset) => toOriginal(offset - spacesBefore(offset, inserted, width)),
  };
}

function spacesBefore(offset: number, inserted: readonly number[], width: number): number {
  return inserted.reduce((sum, at) => sum + Math.min(width, Math.max(0, offset - at)), 0);
}

/** The offset behind the quote that ends the scalar. */
function closingQuote(text: string, start: number): number | undefined {
  const quoted = text[start] === "'" ? /'[^']*(?:''[^']*)*'/y : /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
  quoted.lastIndex = start;
  return quoted.test(text) ? quoted.lastIndex : undefined;
}
