import { BatchBuilder, type RecordBatch } from './batch.ts';
import { ByteWindow } from './byte-window.ts';
import type { Bytes } from './bytes.ts';
import type { Encoding } from './decode.ts';
import type { PartEnd } from './part.ts';
import type { Seek } from './seek.ts';
import type { Columns } from './text/directives.ts';

/** A text to read records from. */
export interface TextSource {
  /** As it is shown in skips. */
  readonly path: string;
  readonly bytes: Bytes;
  readonly encoding: Encoding;
  readonly maxRecordBytes: number;
  /** Absent for all of it. */
  readonly range?: TextRange;
}

/** Which records of a text are read, by places in the file. */
export interface TextRange {
  /** The place of the first of the bytes: the one that a record begins with, or the one before the part's first. */
  readonly offset: number;
  /** Reading ends where a record visibly begins here or behind. */
  readonly end: number;
  /** A record begins with the first byte; otherwise the first that seems to begin behind it is looked for. */
  readonly isExact: boolean;
  /** How far beyond `end` a reading that may have begun at a wrong place goes on before it gives up, in bytes. */
  readonly maxOverrunBytes: number;
  /** What lines before said of the columns; absent where none did. */
  readonly columns?: Columns | undefined;
}

/**
 * Finds the records of one format. What it makes of a text depends on the text alone, not on the pieces in which it
 * comes: only so do the parts of a file give what the file gives.
 */
export interface RecordScanner {
  /**
   * Takes what stands at `index` (a record, blanks, something to skip) and returns the index behind it; `index`
   * itself where more bytes are needed to tell. Once the window has ended it must take all that is left.
   */
  take(index: number): number;
  /**
   * Where a new scanner would have to begin to go on from `index` as this one does, as a position of the window;
   * undefined where none could, and where no record visibly begins. What is known of a record that was not yet taken does
   * not count: a new scanner finds it out again.
   */
  boundary(index: number): number | undefined;
  /** What such a scanner would have to be told of the columns; absent where it needs nothing. */
  readonly columns?: Columns | undefined;
}

/** How one format is read. */
export interface TextFormat {
  createScanner(window: ByteWindow, batch: BatchBuilder): RecordScanner;
  /** Finds what `boundary` may say of the scanner that read all before. */
  readonly seek: Seek;
}

const WHOLE: TextRange = { offset: 0, end: Number.POSITIVE_INFINITY, isExact: true, maxOverrunBytes: 0 };

/** How many bytes from `index` on a scanner may look at to tell a boundary. */
const BOUNDARY_BYTES = 8 * 1024;

/** Reads the records of a text in batches, with no more of it in memory than its longest record needs. */
export async function* readText(source: TextSource, format: TextFormat): AsyncGenerator<RecordBatch, PartEnd> {
  const { range = WHOLE } = source;
  const window = new ByteWindow(source.bytes, source.encoding, range.offset);
  const batch = new BatchBuilder();
  try {
    if (!range.isExact && !(await foundStart(window, format.seek, range))) return NOTHING_FOUND;
    const first = window.positionOf(0);
    const scanner = format.createScanner(window, batch);
    let index = 0;
    let end: number | undefined;
    for (;;) {
      if (window.positionOf(index) >= range.end) {
        if (!seesBoundary(window, index)) index = await lookAhead(window, index);
        const boundary = scanner.boundary(index);
        if (boundary !== undefined && boundary >= range.end) {
          end = boundary;
          break;
        }
      }
      const next = scanner.take(index);
      if (next === index) {
        if (window.isEnded) break;
        if (isLost(window, range)) return { first, next: undefined };
        await window.fill(index);
        index = 0;
      } else {
        index = next;
        if (batch.isFull) yield batch.take();
      }
    }
    if (!batch.isEmpty) yield batch.take();
    return endOf(first, end ?? window.positionOf(index), scanner);
  } finally {
    await window.close();
  }
}

function endOf(first: number, next: number, { columns }: RecordScanner): PartEnd {
  return columns === undefined ? { first, next } : { first, next, columns };
}

const NOTHING_FOUND: PartEnd = { first: undefined, next: undefined };

/** Forgets what lies before the first record that seems to begin in the range; false where none does. */
async function foundStart(window: ByteWindow, seek: Seek, { end }: TextRange): Promise<boolean> {
  let from = 1;
  for (;;) {
    const { isFound, index } = seek(window.bytes, from, window.isEnded);
    if (window.positionOf(index) >= end || (!isFound && window.isEnded)) return false;
    window.forget(isFound ? index : Math.max(0, index - 1));
    if (isFound) return true;
    await window.fill(0);
    from = 1;
  }
}

/** Takes so many bytes into memory that a boundary can be told, and gives the index that `index` became. */
async function lookAhead(window: ByteWindow, index: number): Promise<number> {
  let kept = index;
  while (!seesBoundary(window, kept)) {
    await window.fill(kept);
    kept = 0;
  }
  return kept;
}

function seesBoundary(window: ByteWindow, index: number): boolean {
  return window.isEnded || window.bytes.length - index >= BOUNDARY_BYTES;
}

/** Whether a reading that may have begun at a wrong place is too far beyond its end to find back. */
function isLost(window: ByteWindow, { end, isExact, maxOverrunBytes }: TextRange): boolean {
  return !isExact && window.positionOf(window.bytes.length) > end + maxOverrunBytes;
}
