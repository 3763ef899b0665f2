/**
 * Constructs of PCRE that RE2 lacks or reads otherwise: lookaround, atomic and conditional groups, recursion, possessive
 * quantifiers, back references, `\Q…\E`, `\G \K \R \X \h \H \N \V \Z`, and the x flag. A `$` before the end of the
 * pattern's group also matches in front of a last line break in PCRE, and not in RE2.
 */
const NOT_RE2 =
  /\(\?(?:[=!>|#(&R0-9+-]|<[=!]|P[=>]|C|[a-zA-Z]*[xJX])|[*+?}]\+|\\(?:[1-9]|[kgGKRXhHNVZQEc]|o\{)|\$|\(\*|\{,\d/;

/** RE2 refuses to repeat a group more often than this. */
const REPEAT_LIMIT = 1000;

/**
 * The engine that runs a pattern as PCRE would: RE2 inside the database for what it does identically, else JavaScript.
 * Unsure means JavaScript: it costs time, never a wrong result.
 */
export function regexEngine(pattern: string): 're2' | 'js' {
  const bare = pattern.replace(/\\\\/g, '').replace(/\\[$.*+?{}()|^]/g, '');
  if (NOT_RE2.test(bare)) return 'js';
  const repeats = [...bare.matchAll(/\{(\d+)(?:,(\d*))?\}/g)];
  return repeats.some(([, low, high]) => Math.max(Number(low), Number(high ?? 0)) > REPEAT_LIMIT) ? 'js' : 're2';
}
