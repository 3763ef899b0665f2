import type { Value } from '../ir.ts';
import { isNumericText } from './convert.ts';

/** How tojson writes values. */
export type JsonType = 'auto' | 'bool' | 'json' | 'none' | 'num' | 'str';

/**
 * A value as JSON of a type; undefined for what does not fit the type. A multivalue becomes a list of those of its
 * values that fit. `skipped` stands in the place of the others.
 *
 * Source: Splunk Search Reference, tojson.
 */
export function jsonOf(value: Value, type: JsonType, skipped: string | undefined): string | undefined {
  if (typeof value !== 'object') return jsonOfOne(value, type) ?? skipped;
  const items = value.map((one) => jsonOfOne(one, type) ?? skipped);
  return `[${items.filter((item) => item !== undefined).join(',')}]`;
}

function jsonOfOne(value: string | number, type: JsonType): string | undefined {
  switch (type) {
    case 'str':
      return JSON.stringify(String(value));
    case 'none':
      return JSON.stringify(value);
    case 'num':
      return numberOf(value);
    case 'bool':
      return booleanOf(value);
    case 'json':
      return typeof value === 'number' ? String(value) : validJson(value);
    case 'auto':
      return numberOf(value) ?? (typeof value === 'string' ? validJson(value) : undefined) ?? JSON.stringify(value);
  }
}

/** A text that is a number in a form that JSON does not know, such as `+1` or `.5`, is written as JSON does. */
function numberOf(value: string | number): string | undefined {
  if (typeof value === 'number') return String(value);
  if (!isNumericText(value)) return undefined;
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value) ? value : String(Number(value));
}

function booleanOf(value: string | number): string | undefined {
  const text = String(value).toLowerCase();
  if (isNumericText(text)) return String(Number(text) !== 0);
  if (['true', 't', 'yes'].includes(text)) return 'true';
  return ['false', 'f', 'no'].includes(text) ? 'false' : undefined;
}

/** The text itself, where it is JSON: nothing that stands in it is lost, such as digits of long numbers. */
function validJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return text.trim();
  } catch {
    return undefined;
  }
}
