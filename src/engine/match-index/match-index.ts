import { type Condition, conditionsOf } from './condition.ts';
import type { Formula } from './formula.ts';
import { openRowKinds, type RowKinds } from './kinds.ts';
import { type FieldReader, RowTests, type TestMemory } from './row-tests.ts';

/**
 * Many formulas, asked about one row at once: each value is tested once for all formulas. What that costs does not grow
 * with their number, but with those that the row comes near to.
 */
export interface MatchIndex {
  /** The fields that may be asked for. */
  readonly fields: ReadonlySet<string>;
  /** The numbers of the formulas, those that are equal in one group. */
  readonly groups: readonly (readonly number[])[];
  /** The numbers of the groups that any row may meet. */
  readonly always: readonly number[];
  /**
   * The numbers of the other groups that the row may meet, in ascending order. A field is asked for once at most, and
   * only where something depends on it: one that costs something hardly ever is.
   */
  matches(read: FieldReader): readonly number[];
}

/** @param memory is shared by the indexes of several sources */
export function openMatchIndex(formulas: readonly Formula[], memory: TestMemory): MatchIndex {
  const conditions = conditionsOf(formulas);
  const { roots, groups } = grouped(conditions.roots);
  const kinds = openRowKinds(roots, conditions);
  return {
    fields: new Set(conditions.fields),
    groups,
    always: kinds.always,
    matches: openMatches(roots, kinds, new RowTests(conditions, memory)),
  };
}

function openMatches(roots: readonly Condition[], kinds: RowKinds, tests: RowTests): MatchIndex['matches'] {
  /** The row in which each condition was found to be near last. */
  const nearIn = new Float64Array(roots.length);
  let row = 0;
  return (read) => {
    row++;
    tests.next(read);
    for (const field of kinds.keys) tests.look(field);
    const kind = kinds.of(tests.passed);
    for (const field of kind.looked) tests.look(field);
    const near = kind.near.length === 0 ? [] : [...kind.near];
    for (const test of tests.passed) {
      for (const root of kind.triggered.get(test) ?? NONE) {
        if (nearIn[root] === row) continue;
        nearIn[root] = row;
        near.push(root);
      }
    }
    if (near.length === 0) return near;
    return near.filter((root) => isMet(roots[root], tests)).sort((a, b) => a - b);
  };
}

const NONE: readonly number[] = [];

function isMet(condition: Condition | undefined, tests: RowTests): boolean {
  return condition !== undefined && tests.meets(condition);
}

/** The distinct ones, and the places at which each stands. */
function grouped(all: readonly Condition[]): {
  readonly roots: readonly Condition[];
  readonly groups: readonly (readonly number[])[];
} {
  const places = new Map<Condition, number[]>();
  for (const [place, one] of all.entries()) {
    const before = places.get(one);
    if (before === undefined) places.set(one, [place]);
    else before.push(place);
  }
  return { roots: [...places.keys()], groups: [...places.values()] };
}
