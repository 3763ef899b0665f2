import type { FoundFile } from './find-logs.ts';
import type { Columns } from './text/directives.ts';
import type { PlainLayout } from './text/layout.ts';

/** A part of a file that can be read by itself: plain data, so that it can be sent to a thread. */
export interface FilePart {
  readonly file: FoundFile;
  /** The part has the bytes of the file from `start` to before `end`: what begins there is its own. */
  readonly start: number;
  /** The last part of a file has what may have been added to it too. */
  readonly end: number;
  /** What the part counts as read, in bytes: the parts of a file add up to it, wherever their reading begins. */
  readonly sizeBytes: number;
  /** It is all of its file, and the only part. */
  readonly isWhole: boolean;
  /** `start` is a proven place to begin at; otherwise the reader looks for the next one that seems to be one. */
  readonly isExact: boolean;
  /** How to read it; absent for a whole file, which says itself what it is. */
  readonly content?: PartContent;
}

/** What can be read from the middle on, and what the reader has to know of its beginning. All text is UTF-8. */
export type PartContent =
  | { readonly kind: 'evtx'; readonly isDirty: boolean }
  | { readonly kind: 'windows-xml' | 'json' }
  | {
      readonly kind: 'text';
      readonly layout: PlainLayout;
      /** What lines before the part are taken to have said of its columns; absent where none did. */
      readonly columns?: Columns;
    };

/** Where the reading of a part began and ended. */
export interface PartEnd {
  /** The place in the file that was begun at, in bytes; undefined where no record seemed to begin in the part. */
  readonly first: number | undefined;
  /** Where the next part has to begin, in bytes; undefined where that could not be told. */
  readonly next: number | undefined;
  /** What the lines up to there said of the columns; absent where the layout has none that change. */
  readonly columns?: Columns;
}
