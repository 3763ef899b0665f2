import type { Value } from '../ir.ts';
import type { Extracted } from './extraction.ts';

export interface PairOptions {
  /** Each character of it ends a pair. */
  readonly pairDelimiters: string;
  /** Each character of it stands between key and value. */
  readonly keyDelimiters: string;
  /** Later pairs are left out. */
  readonly limit: number;
  /** Characters of the text that are read. */
  readonly characters: number;
  /** Whether a key that comes again adds a value; otherwise the first one counts. */
  readonly addsValues: boolean;
  /** Whether characters of keys that are no letters or digits become `_`. */
  readonly cleansKeys: boolean;
}

/** Pairs of key and value. Source: Splunk Search Reference, extract */
export function pairsOf(text: string, options: PairOptions): Extracted {
  const found = new Map<string, Value>();
  for (const pair of splitAtAny(text.slice(0, options.characters), options.pairDelimiters)) {
    const at = [...options.keyDelimiters].map((one) => pair.indexOf(one)).filter((index) => index !== -1);
    if (at.length === 0) continue;
    const middle = Math.min(...at);
    const key = keyOf(pair.slice(0, middle).trim(), options.cleansKeys);
    if (key === '') continue;
    const value = unquoted(pair.slice(middle + 1).trim());
    const before = found.get(key);
    if (before === undefined && found.size < options.limit) found.set(key, value);
    else if (before !== undefined && options.addsValues) found.set(key, [before, value].flat().map(String));
  }
  return found;
}

/** The parts between delimiters outside quotes. */
function splitAtAny(text: string, delimiters: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') isQuoted = !isQuoted;
    if (isQuoted || !delimiters.includes(char)) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}

function keyOf(text: string, isCleaned: boolean): string {
  return isCleaned ? text.replace(/\W+/g, '_').replace(/^_+|_+$/g, '') : text;
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
