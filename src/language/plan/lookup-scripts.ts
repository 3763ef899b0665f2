import type { Row } from '../ir.ts';
import type { LookupMatcher } from './lookup-match.ts';

/**
 * Lookups that compute their outputs, as scripts do in Splunk, by their names.
 *
 * Source: Splunkbase, URL Toolbox.
 */
export const LOOKUP_SCRIPTS = {
  ut_shannon_lookup: { inputs: ['word'], output: 'ut_shannon', compute: ([word = '']) => entropy(word) },
  ut_levenshtein_lookup: {
    inputs: ['word1', 'word2'],
    output: 'ut_levenshtein',
    compute: ([word1 = '', word2 = '']) => edits(word1, word2),
  },
} as const satisfies Readonly<Record<string, LookupScript>>;

interface LookupScript {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly compute: (values: readonly string[]) => number;
}

export type LookupScriptName = keyof typeof LOOKUP_SCRIPTS;

export function isLookupScript(name: string): name is LookupScriptName {
  return Object.hasOwn(LOOKUP_SCRIPTS, name);
}

/** The columns of a computed lookup: what goes in, then what comes out. */
export function scriptColumns(name: LookupScriptName): readonly string[] {
  const { inputs, output }: LookupScript = LOOKUP_SCRIPTS[name];
  return [...inputs, output];
}

/** Gives one row, as a lookup does: nothing where an input is missing. */
export function scriptMatcher(name: LookupScriptName, keys: readonly string[]): LookupMatcher {
  const { inputs, output, compute }: LookupScript = LOOKUP_SCRIPTS[name];
  const places = inputs.map((input) => keys.indexOf(input));
  return (values) => {
    if (places.includes(-1)) return [];
    const given = places.map((place) => values[place] ?? '');
    const row: Row = Object.fromEntries(inputs.map((input, at) => [input, given[at] ?? '']));
    return [{ ...row, [output]: String(compute(given)) }];
  };
}

/** Shannon's entropy of the characters of a text, in bits for each. */
function entropy(word: string): number {
  const characters = [...word];
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / characters.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/** Texts are compared up to this length: the work grows with its square. */
const MAX_COMPARED = 1024;

/** Characters to insert, to delete and to replace from one text to the other. */
function edits(from: string, to: string): number {
  const [a, b] = [[...from].slice(0, MAX_COMPARED), [...to].slice(0, MAX_COMPARED)];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [row, character] of a.entries()) {
    const next = [row + 1];
    for (const [at, other] of b.entries()) {
      const replaced = (last[at] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min((last[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1, replaced));
    }
    last = next;
  }
  return last[b.length] ?? 0;
}
