import type { EventFields } from '../fields.ts';
import { type PairFormat, pairsOf } from './pairs.ts';
import { nameOfExtracted } from './reserved.ts';

const AUTOMATIC: PairFormat = { inNames: '.:-', isSpaced: true, hasEscapes: true, ends: ',;|' };

/**
 * Adds a field for each `name=value` of a text. The first value of a name wins. Characters of a name other than
 * letters, digits and underscores become underscores.
 *
 * Source: Splunk, automatic extraction of fields (KV_MODE = auto).
 */
export function addKeyValueFields(fields: EventFields, text: string): void {
  for (const { name: written, value, quote } of pairsOf(text, AUTOMATIC)) {
    const name = nameOfExtracted(cleanName(written));
    if (name === '' || fields.has(name) || (value === '' && quote === '')) continue;
    fields.append(name, value);
  }
}

/** The name of a field that a pattern extracts: what a name may not hold becomes an underscore. */
export function cleanName(name: string): string {
  return name.replace(/\W/g, '_').replace(/^[_\d]+/, '');
}
