import type { Calculation, EventReader } from './define.ts';

/** What rules of sources do with the values of an event. */

/** What a table has for a key that came with an event. The names that every object inherits are none of its keys. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The values of a field; empty where it is absent. */
export function listOf(event: EventReader, name: string): readonly string[] {
  const value = event.get(name);
  return typeof value === 'string' ? [value] : (value ?? []);
}

/** The first of some fields that is present, not empty and not the text that JSON's null becomes. */
export function firstOf(...names: readonly string[]): Calculation {
  return (event) => names.map((name) => event.text(name)).find((value) => value !== undefined && value !== 'null');
}

/** A rule for some events; the others do not have the field. */
export function only(isOfKind: (event: EventReader) => boolean, rule: Calculation): Calculation {
  return (event) => (isOfKind(event) ? rule(event) : undefined);
}

/** What stands behind the last of some characters of a path or name; undefined where nothing does. */
export function lastPart(path: string | undefined, separators: string): string | undefined {
  if (path === undefined) return undefined;
  const at = Math.max(...[...separators].map((separator) => path.lastIndexOf(separator)));
  return path.slice(at + 1) || undefined;
}

/** The objects in a list of an event, by the keys that lead to it; empty where there is no such list. */
export function objectsAt(
  event: EventReader,
  ...path: readonly string[]
): readonly Readonly<Record<string, unknown>>[] {
  let at: unknown = event.json;
  for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return Array.isArray(at) ? at.filter(isObject) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under a key; undefined where it is absent, empty or none. */
export function textUnder(object: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The sum of two fields; undefined where one is no number. */
export function sumOf(first: string, second: string): Calculation {
  return (event) => {
    const sum = Number(event.text(first)) + Number(event.text(second));
    return Number.isFinite(sum) ? String(sum) : undefined;
  };
}

/** How many characters a field has. */
export function lengthOf(name: string): Calculation {
  return (event) => event.text(name)?.length.toString();
}

/** How many characters a value has that is calculated. */
export function lengthOfResult(rule: (event: EventReader) => string | undefined): Calculation {
  return (event) => rule(event)?.length.toString();
}

/** A field, but not the hyphen that stands for none. */
export function known(event: EventReader, name: string): string | undefined {
  const value = event.text(name);
  return value === '-' ? undefined : value;
}
