import { byCodePoint } from '../plan/schema.ts';

/** Counts which names come together. */
export interface Cooccurrences {
  /** Names that come together once; all of them different. */
  add(names: readonly string[]): void;
  result(): {
    /** In alphabetical order. */
    readonly names: readonly string[];
    /** There were more names than are counted. */
    readonly isCut: boolean;
    /** How often two names came together, over how often one of them or both came. */
    share(name: string, other: string): number;
  };
}

/** Combinations that are counted as one before their pairs are. */
const MOST_COMBINATIONS = 4096;

/**
 * Counts pairs of names, of no more names than the limit: the first ones. Results mostly have one of a few
 * combinations of fields, so that pairs are counted once for each combination.
 */
export function cooccurrences(limit: number): Cooccurrences {
  const indices = new Map<string, number>();
  const pairs = new Map<number, number>();
  let combinations = new Map<string, { readonly members: readonly number[]; count: number }>();
  let isCut = false;

  function indexOf(name: string): readonly number[] {
    const known = indices.get(name);
    if (known !== undefined) return [known];
    if (indices.size === limit) {
      isCut = true;
      return [];
    }
    indices.set(name, indices.size);
    return [indices.size - 1];
  }

  function flush(): void {
    for (const { members, count } of combinations.values()) {
      for (const a of members) for (const b of members) if (a <= b) addTo(pairs, a * limit + b, count);
    }
    combinations = new Map();
  }

  return {
    add: (names) => {
      const members = names.flatMap(indexOf);
      const key = members.join(' ');
      const known = combinations.get(key);
      if (known !== undefined) known.count++;
      else combinations.set(key, { members, count: 1 });
      if (combinations.size > MOST_COMBINATIONS) flush();
    },
    result: () => {
      flush();
      const count = (a: number, b: number) => pairs.get(Math.min(a, b) * limit + Math.max(a, b)) ?? 0;
      return {
        names: [...indices.keys()].sort(byCodePoint),
        isCut,
        share: (name, other) => {
          const [a = 0, b = 0] = [indices.get(name), indices.get(other)];
          const both = count(a, b);
          return both === 0 ? 0 : both / (count(a, a) + count(b, b) - both);
        },
      };
    },
  };
}

function addTo(counts: Map<number, number>, key: number, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
