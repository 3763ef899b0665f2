/** Texts as a JSON list that the database can read: UTF-8 has no place for half of a surrogate pair, which an escape of JSON can spell. */
export function jsonList(texts: readonly string[]): string {
  return JSON.stringify(texts.map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd')));
}
