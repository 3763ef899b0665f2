/** A text as it stands in an element: `&`, `<` and `>` are written as entities, quotes stay. */
export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;
}

/** XML source text of an element as it stands between the single quotes of an attribute. */
export function escapeQuotes(source: string): string {
  return source.includes("'") ? source.replaceAll("'", '&apos;') : source;
}
