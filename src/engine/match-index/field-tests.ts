import { assertNever } from '../../shared/problem.ts';
import { folded } from './fold.ts';
import type { Test } from './formula.ts';
import { buildGramIndex, GRAM } from './gram-index.ts';
import type { RememberedValues } from './value-memory.ts';

/** A test and its number. */
export type NumberedTest = Test & { readonly number: number };

/** The tests of one field. */
export interface FieldTests {
  /** The numbers of the tests that a value passes, and perhaps of some that it does not. Values that pass the same share the list. */
  passed(value: string): readonly number[];
}

/** Longer values hardly come twice. */
const REMEMBERED_CHARACTERS = 200;

/**
 * @param tests all of the same field
 * @param known the values of that field that are remembered
 */
export function openFieldTests(tests: readonly NumberedTest[], known: RememberedValues<readonly number[]>): FieldTests {
  const all = tests.map(({ number }) => number);
  if (tests.every(({ kind }) => kind === 'present')) return { passed: () => all };
  const find = openFinder(tests);
  const share = openSharing();
  // What may be folded in another way the database shall decide.
  const foundIn = (value: string): readonly number[] => share(find(value) ?? all);
  return {
    passed: (value) => {
      if (value.length > REMEMBERED_CHARACTERS) return foundIn(value);
      const before = known.get(value);
      if (before !== undefined) return before;
      const found = foundIn(value);
      known.set(value, found);
      return found;
    },
  };
}

/** Kinds of values, by the tests that they pass, of which the list is shared. */
const KINDS = 1000;

/** One list for all values that pass the same tests: most pass none. */
function openSharing(): (found: readonly number[]) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return (found) => {
    const key = found.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= KINDS) known.clear();
    known.set(key, found);
    return found;
  };
}

/** A test for parts of a value. */
interface Searched {
  readonly number: number;
  readonly parts: readonly string[];
}

/** Gives what a value passes; undefined for one that the database may fold in another way. */
function openFinder(tests: readonly NumberedTest[]): (value: string) => readonly number[] | undefined {
  const { present, equal, searched, short } = arrange(tests);
  const grams = searched.length === 0 ? undefined : buildGramIndex(searched.map(({ parts }) => parts.filter(isLong)));
  /** The search in which each was looked at last. */
  const lookedAt = new Float64Array(searched.length);
  let search = 0;
  let value = '';
  let found: number[] = [];
  const look = (index: number): void => {
    if (lookedAt[index] === search) return;
    lookedAt[index] = search;
    const one = searched[index];
    if (one !== undefined && isWhole(value, one.parts)) found.push(one.number);
  };
  return (text) => {
    const small = folded(text);
    if (small === undefined) return undefined;
    value = small;
    found = [...present, ...(equal.get(small) ?? [])];
    for (const { number, parts } of short) if (isWhole(small, parts)) found.push(number);
    search++;
    grams?.search(small, look);
    return found.sort((a, b) => a - b);
  };
}

interface Arranged {
  readonly present: readonly number[];
  readonly equal: ReadonlyMap<string, readonly number[]>;
  /** With a part that is long enough to be looked for. */
  readonly searched: readonly Searched[];
  readonly short: readonly Searched[];
}

function arrange(tests: readonly NumberedTest[]): Arranged {
  const present: number[] = [];
  const equal = new Map<string, number[]>();
  const [searched, short]: [Searched[], Searched[]] = [[], []];
  const search = (one: Searched): unknown => (one.parts.some(isLong) ? searched : short).push(one);
  for (const one of tests) {
    const { number } = one;
    switch (one.kind) {
      case 'present':
        present.push(number);
        break;
      case 'equals':
        equal.set(one.text, [...(equal.get(one.text) ?? []), number]);
        break;
      case 'wildcard':
        search({ number, parts: one.parts });
        break;
      case 'contains':
        search({ number, parts: ['', one.text, ''] });
        break;
      default:
        assertNever(one);
    }
  }
  return { present, equal, searched, short };
}

function isLong(part: string): boolean {
  return part.length >= GRAM;
}

/** Whether a value is these parts with anything between them. */
function isWhole(value: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return value === first;
  if (!value.startsWith(first)) return false;
  let at = first.length;
  for (let index = 1; index < parts.length - 1; index++) {
    const part = parts[index] ?? '';
    const found = value.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return value.length - last.length >= at && value.endsWith(last);
}
