import type { Bytes } from '../bytes.ts';

/** What an archive holds. */
export type Member =
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly bytes: Bytes;
      /** What the bytes took in the archive so far, to tell an expansion that no log has. */
      readonly packedBytes: () => number;
    }
  /** A member that is not read, and why. */
  | { readonly kind: 'unsafe' | 'damaged'; readonly name: string; readonly message: string };

/**
 * Why a member's name is not to be trusted, or nothing. Nothing is ever written under these names; but an archive
 * that has them was made to harm, or is damaged, and says so in the summary.
 */
export function unsafeName(name: string): string | undefined {
  if (name.includes('\0')) return 'a name with a zero byte';
  if (/^(?:[\\/]|[A-Za-z]:)/.test(name)) return 'an absolute name';
  if (name.split(/[\\/]/).includes('..')) return 'a name that leaves the archive';
  return undefined;
}

/** Folders, and what macOS adds to archives: no logs, and not worth a word. */
export function isNoLog(name: string): boolean {
  const parts = name.split(/[\\/]/);
  const file = parts.at(-1) ?? '';
  return file === '' || file.startsWith('._') || file === '.DS_Store' || parts.includes('__MACOSX');
}

/** An archive's name for show: control characters would rewrite the terminal. */
export function shownName(name: string): string {
  return name.replace(/\p{Cc}/gu, '\u{FFFD}');
}
