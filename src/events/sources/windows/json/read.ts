/** A JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object; undefined for anything else, also for a list. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The text of a scalar; undefined for null, and for a list or an object. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The first member that has a text which is not empty. */
export function firstText(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(object[name]);
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}

/** Every text in a value: of a list one by one, of an object its JSON. */
export function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  const text = textOf(value);
  if (text !== undefined) return [text];
  return value === null || value === undefined ? [] : [JSON.stringify(value)];
}
