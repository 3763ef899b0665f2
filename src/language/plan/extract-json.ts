import type { Value } from '../ir.ts';
import type { Extracted } from './extraction.ts';

/**
 * The keys of a JSON object, one level deep: nested values as JSON, null as no field. Empty
 * for a text that is no object.
 * Source: Splunk Search Reference, fromjson
 */
export function jsonKeys(text: string, prefix: string): Extracted {
  const found = new Map<string, Value>();
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return found;
  }
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return found;
  for (const [name, value] of Object.entries(root)) {
    if (value !== null) found.set(`${prefix}${name}`, typeof value === 'number' ? value : textOf(value));
  }
  return found;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
