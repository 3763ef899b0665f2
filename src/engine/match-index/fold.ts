/**
 * A text in small letters, as the database writes them; undefined for one with characters that it may fold in another
 * way, alone or in patterns that match without case. Those of ASCII and of the scripts up to Hebrew and of East Asia
 * it folds as JavaScript does, but for `İ`, `ſ` and `Σ`; fold.test.ts asks it about each.
 */
export function folded(text: string): string | undefined {
  return FOLDED_ALIKE.test(text) ? text.toLowerCase() : undefined;
}

const FOLDED_ALIKE = /^[\0-\u012f\u0131-\u017e\u0180-\u03a2\u03a4-\u05ff\u2010-\u2027\u3000-\u9fff\uac00-\ud7a3]*$/;
