import type { FoundFile } from './find-logs.ts';
import type { ReadOptions } from './options.ts';

/** A part of a file that can be read by itself: plain data, so that it can be sent to a thread. */
export interface FilePart {
  readonly file: FoundFile;
  /** The part has the bytes of the file from `start` to before `end`: the records that begin there. */
  readonly start: number;
  readonly end: number;
  /** It is all of its file, and the only part. */
  readonly isWhole: boolean;
  /** `start` is a proven place to begin at; otherwise the reader looks for the next place that seems to be one. */
  readonly isExact: boolean;
}

/** Where the reading of a part began and ended. */
export interface PartEnd {
  /** The place in the file that was begun at, in bytes; undefined where no record seemed to begin in the part. */
  readonly first: number | undefined;
  /** Where the next part has to begin, in bytes; undefined where that could not be told. */
  readonly next: number | undefined;
}

/** The whole of a file. */
export function wholeOf(file: FoundFile): FilePart {
  return { file, start: 0, end: file.sizeBytes, isWhole: true, isExact: true };
}

/**
 * The file as parts of about `partBytes`, where its format can be read from the middle on; otherwise, and where it is
 * not larger than that, as one whole part. Looks at the beginning of the file only.
 *
 * A file that cannot be read is one part: reading it says why.
 */
export async function partsOf(
  file: FoundFile,
  _partBytes: number,
  _options: ReadOptions = {},
): Promise<readonly FilePart[]> {
  return [wholeOf(file)];
}

/**
 * The part to be read in place of `part`, whose reading ended with `own` and is void; undefined where it began just
 * where the part before it, which ended with `previous`, says that it has to. `previous` must be one that stood.
 */
export function correctedPart(part: FilePart, own: PartEnd, previous: PartEnd): FilePart | undefined {
  if (own.next !== undefined && own.first === previous.next) return undefined;
  return { ...part, start: previous.next ?? part.start, isExact: true };
}
