/** What systems say of a place that takes no more bytes. Source: errno(3). */
const FULL: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file may not grow any more here',
};

/** Whether something could not be written because there is no room for it. */
export function isFull(error: unknown): boolean {
  return codeOf(error) in FULL;
}

/** Why something could not be written, in words. */
export function writeFailure(error: unknown): string {
  return FULL[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
