/** What a byte order mark takes in UTF-8. */
export const MARK_BYTES = 3;

const FIRST = 0xef;

/** Whether a byte order mark stands here: at the beginning of a text, or where files were joined. */
export function isMark(bytes: Buffer, index: number): boolean {
  return bytes[index] === FIRST && bytes[index + 1] === 0xbb && bytes[index + 2] === 0xbf;
}

/** Whether the bytes end in what may be a byte order mark. */
export function isCutMark(bytes: Buffer, index: number): boolean {
  return bytes[index] === FIRST && bytes.length - index < MARK_BYTES;
}
