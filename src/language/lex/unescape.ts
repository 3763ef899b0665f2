/**
 * What a text between double quotes means: `\"` is a quote, `\\` a backslash; every other backslash stays.
 *
 * Source: Splunk Search Manual, Backslashes; Search Reference, search.
 */
export function unescapeString(inner: string): string {
  return inner.includes('\\') ? inner.replace(/\\(["\\])/g, '$1') : inner;
}

/**
 * What a bare word means: as in a string, and `\|` is a pipe besides.
 *
 * Source: Splunk Search Manual, Backslashes; Search Reference, search.
 */
export function unescapeBare(word: string): string {
  return word.includes('\\') ? word.replace(/\\(["\\|])/g, '$1') : word;
}
