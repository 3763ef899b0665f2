/**
 * Looks in the middle of a text for a place where a record seems to begin, from the index `from` on; the byte before it
 * is there to look at. `index` is that place, or, where none was found, the first that has to be looked at once more.
 */
export type Seek = (
  bytes: Buffer,
  from: number,
  isEnded: boolean,
) => { readonly isFound: boolean; readonly index: number };

/** What is looked at of the beginning of a line. */
export const LINE_HEAD_BYTES = 4096;

const NEWLINE = 0x0a;

/**
 * Looks at line after line. `begins` says where in the line the record begins that it is the first of, or nothing; it
 * may look at `LINE_HEAD_BYTES`, fewer only where the text ends.
 */
export function seekLine(begins: (bytes: Buffer, lineStart: number) => number | undefined): Seek {
  return (bytes, from, isEnded) => {
    let newline = bytes.indexOf(NEWLINE, from - 1);
    for (; newline !== -1; newline = bytes.indexOf(NEWLINE, newline + 1)) {
      const lineStart = newline + 1;
      if (!isEnded && bytes.length - lineStart < LINE_HEAD_BYTES) return { isFound: false, index: lineStart };
      const index = begins(bytes, lineStart);
      if (index !== undefined) return { isFound: true, index };
    }
    return { isFound: false, index: bytes.length };
  };
}
