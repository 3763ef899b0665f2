import type { Value } from '../ir.ts';
import type { Extracted } from './extraction.ts';
import { unescaped } from './xml-leaves.ts';

/** An element without elements in it: its name and its text. Neither part can be read in more than one way. */
const LEAF = /<([\w.:-]+)(?:\s[^<>]*)?>([^<]*)<\/([\w.:-]+)\s*>/g;

/**
 * The innermost elements of XML by name, without their attributes; of elements with the same name the last one.
 * Source: Splunk Search Reference, xmlkv
 */
export function xmlElements(text: string): Extracted {
  const found = new Map<string, Value>();
  for (const [, name = '', value = '', end] of text.matchAll(LEAF)) {
    if (name === end) found.set(name, unescaped(value));
  }
  return found;
}
