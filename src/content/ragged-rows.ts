import { readFileSync, statSync } from 'node:fs';
import { Problem } from '../shared/problem.ts';

/** Far larger than any published lookup, the largest of which has 2 MB. */
const MAX_BYTES = 64 * 2 ** 20;

/** A row of a CSV file that has not as many cells as the header. */
export interface RaggedRow {
  /** Where the row begins and ends in the text, without its line break. */
  readonly start: number;
  readonly end: number;
  readonly columns: number;
}

export interface RowCounts {
  readonly text: string;
  /** Columns of the header; 0 for a file without one. */
  readonly columns: number;
  /** The first of the rows that have not as many, and how many of them there are. */
  readonly first?: RaggedRow;
  readonly ragged: number;
}

/**
 * Counts the columns of a CSV file (RFC 4180). Empty lines are no rows.
 *
 * @throws Problem CT001 for a file that cannot be read, CT005 for one that is too large to be counted.
 */
export function countColumns(file: string): RowCounts {
  const text = read(file);
  let columns = 0;
  let ragged = 0;
  let first: RaggedRow | undefined;
  for (const row of rowsOf(text)) {
    if (columns === 0) columns = row.columns;
    else if (row.columns !== columns) {
      first ??= row;
      ragged++;
    }
  }
  return { text, columns, ragged, ...(first && { first }) };
}

function read(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MAX_BYTES) throw new Problem('CT005', `${size} bytes are too many for a lookup to be checked`, { file });
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('CT001', `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      file,
      cause,
    });
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Rows by their number of cells. A quote that is never closed takes the rest of the text. Plain for its speed. */
function* rowsOf(text: string): Generator<RaggedRow> {
  let start = 0;
  let columns = 1;
  let isQuoted = false;
  let isCellStart = true;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : LINE_FEED;
    if (isQuoted && at < text.length) {
      if (code === QUOTE) isQuoted = false;
      continue;
    }
    if (code === QUOTE) {
      // A quote inside of a bare cell is a character like others; behind one that closed, it is a doubled one.
      isQuoted = isCellStart || text.charCodeAt(at - 1) === QUOTE;
      isCellStart = false;
    } else if (code === COMMA) {
      columns++;
      isCellStart = true;
    } else if (code === LINE_FEED) {
      const end = at > start && text.charCodeAt(at - 1) === CARRIAGE_RETURN ? at - 1 : at;
      if (end > start) yield { start, end, columns };
      start = at + 1;
      columns = 1;
      isCellStart = true;
    } else isCellStart = false;
  }
}
