import { isMapping } from './departures.ts';
import type { Form } from './form.ts';

/** What keys lead to; undefined where nothing is there. */
export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (Array.isArray(value) && typeof key === 'number') value = value[key];
    else if (isMapping(value) && Object.hasOwn(value, key)) value = value[String(key)];
    else return undefined;
  }
  return value;
}

/** The text there; empty where there is none. */
export function textAt(data: unknown, ...path: readonly PropertyKey[]): string {
  const value = valueAt(data, path);
  return typeof value === 'string' ? value : '';
}

/** The list there; empty where there is none. */
export function listAt(data: unknown, ...path: readonly PropertyKey[]): readonly unknown[] {
  const value = valueAt(data, path);
  return Array.isArray(value) ? value : [];
}

/** The texts of the list there, each with its place in the list. */
export function textsAt(data: unknown, ...path: readonly PropertyKey[]): readonly (readonly [number, string])[] {
  return [...listAt(data, ...path).entries()].filter(
    (entry): entry is [number, string] => typeof entry[1] === 'string',
  );
}

/** Whether something other than null is there. */
export function isThere(data: unknown, ...path: readonly PropertyKey[]): boolean {
  const value = valueAt(data, path);
  return value !== undefined && value !== null;
}

/** The path of a key that stood in `tags` before ESCU 6. */
export function tagPath({ generation }: Form, key: string): readonly string[] {
  return generation === 'v6' ? [key] : ['tags', key];
}

export function isProduction({ data }: Form): boolean {
  return data['status'] === 'production';
}
