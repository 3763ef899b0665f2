import type { EventFields } from '../fields.ts';

/**
 * A name, an equals sign, and a value: in quotation marks, where a backslash keeps one from ending it, or up to a blank
 * or a separator.
 */
const PAIR = /([A-Za-z_][\w.:-]*)\s?=\s?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,;|"']+))/g;

/**
 * Adds a field for each `name=value` of a text. The first value of a name wins. Characters of a name other than
 * letters, digits and underscores become underscores.
 *
 * Source: Splunk, automatic extraction of fields (KV_MODE = auto).
 */
export function addKeyValueFields(fields: EventFields, text: string): void {
  for (const [, key = '', double, single, bare] of text.matchAll(PAIR)) {
    const name = cleanName(key);
    if (name !== '' && !RESERVED.has(name) && !fields.has(name)) fields.append(name, double ?? single ?? bare ?? '');
  }
}

const RESERVED: ReadonlySet<string> = new Set(['host', 'source', 'sourcetype', 'index', '_raw', '_time']);

/** The name of a field that a pattern extracts: what a name may not hold becomes an underscore. */
export function cleanName(name: string): string {
  return name.replace(/\W/g, '_').replace(/^[_\d]+/, '');
}
