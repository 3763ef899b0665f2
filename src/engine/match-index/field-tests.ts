import { buildAutomaton } from './automaton.ts';
import type { Test } from './formula.ts';

/** The tests of one field. */
export interface FieldTests {
  /** The numbers of the tests that a value passes, and perhaps of some that it does not. */
  passed(value: string): readonly number[];
}

/** A test and its number. */
export type NumberedTest = Test & { readonly number: number };

/** Values that are remembered, with what they pass, for all fields together. */
export interface Memory {
  left: number;
}

/** Longer values hardly come twice. */
const REMEMBERED_CHARACTERS = 200;

export function openFieldTests(tests: readonly NumberedTest[], memory: Memory): FieldTests {
  const all = tests.map(({ number }) => number);
  const find = openFinder(tests);
  let known = new Map<string, readonly number[]>();
  return {
    passed: (value) => {
      const isRemembered = value.length <= REMEMBERED_CHARACTERS;
      const before = isRemembered ? known.get(value) : undefined;
      if (before !== undefined) return before;
      // The database folds letters in its own way: what is not ASCII it shall decide.
      const found = find(value) ?? all;
      if (!isRemembered) return found;
      if (memory.left === 0) {
        memory.left += known.size;
        known = new Map();
      }
      if (memory.left > 0) {
        memory.left--;
        known.set(value, found);
      }
      return found;
    },
  };
}

/** A test whose parts are looked for. */
interface Searched {
  readonly number: number;
  readonly parts: readonly string[];
}

const NOTHING: readonly number[] = [];

/** Gives what an ASCII value passes; undefined for any other. */
function openFinder(tests: readonly NumberedTest[]): (value: string) => readonly number[] | undefined {
  const present = tests.filter(({ kind }) => kind === 'present').map(({ number }) => number);
  const equal = new Map<string, number[]>();
  const searched: Searched[] = [];
  const others: Searched[] = [];
  const literals: string[] = [];
  for (const one of tests) {
    if (one.kind === 'equals') equal.set(one.text, [...(equal.get(one.text) ?? []), one.number]);
    const parts = one.kind === 'wildcard' ? one.parts : one.kind === 'contains' ? ['', one.text, ''] : undefined;
    // What is not ASCII stands in no ASCII value.
    if (parts === undefined || !parts.every(isAscii)) continue;
    const literal = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
    (literal === '' ? others : searched).push({ number: one.number, parts });
    if (literal !== '') literals.push(literal);
  }
  const automaton = literals.length === 0 ? undefined : buildAutomaton(literals);
  const occurring = new Set<number>();
  const occurs = (index: number): void => {
    occurring.add(index);
  };
  return (value) => {
    occurring.clear();
    if (!(automaton === undefined ? isAscii(value) : automaton.search(value, occurs))) return undefined;
    const hasMore = equal.size > 0 || occurring.size > 0 || others.length > 0;
    if (!hasMore) return present.length === 0 ? NOTHING : present;
    const folded = value.toLowerCase();
    const found = [...present, ...(equal.get(folded) ?? NOTHING)];
    for (const { number, parts } of others) if (isWhole(folded, parts)) found.push(number);
    for (const index of occurring) {
      const one = searched[index];
      if (one !== undefined && isWhole(folded, one.parts)) found.push(one.number);
    }
    return found;
  };
}

function isAscii(value: string): boolean {
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) > 127) return false;
  return true;
}

/** Whether a value is these parts with anything between them. */
function isWhole(value: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}
