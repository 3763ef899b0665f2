/**
 * What a text between double quotes means: `\"` is a quote, `\\` a backslash; every other backslash stays.
 *
 * Source: spl-semantics 2.2.
 */
export function unescapeString(inner: string): string {
  return inner.includes('\\') ? inner.replace(/\\(["\\])/g, '$1') : inner;
}

/**
 * What a bare word means: as in a string, and `\|` is a pipe besides.
 *
 * Source: spl-semantics 2.1 and 2.3.
 */
export function unescapeBare(word: string): string {
  return word.includes('\\') ? word.replace(/\\(["\\|])/g, '$1') : word;
}
