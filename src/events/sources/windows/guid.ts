import type { Origin } from './derive.ts';

/** A GUID in braces and capitals, as Windows renders it; another text stays as it is. */
export function guid<T extends string | undefined>(text: T): T | string {
  if (text === undefined || !GUID.test(text)) return text;
  return text.startsWith('{') ? text.toUpperCase() : `{${text.toUpperCase()}}`;
}

const GUID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\})$/i;

/**
 * A field's GUID in the one spelling. Windows versions and exporting tools write the same identifier with and
 * without braces, in either case; events of one process must join all the same. The field itself keeps its text.
 */
export function guidOf(field: string): Origin {
  return (fields) => guid(fields.text(field));
}
