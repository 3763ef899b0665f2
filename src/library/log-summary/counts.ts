import { shortened } from '../timeline/first-text.ts';

/** How often something was seen, and when. */
export interface Count {
  readonly name: string;
  /** At least so often. */
  readonly count: number;
  /** So much more often at most: 0 where the count is exact. */
  readonly error: number;
  /** Epoch seconds. */
  readonly first: number;
  readonly last: number;
}

/** Counts names in bounded memory. */
export interface Counts {
  add(name: string, time: number): void;
  /** The most frequent first, those of one count in the order of their names. */
  top(most: number): readonly Count[];
  /** The rarest first; empty where names were let go, since nobody knows which are rare then. */
  rarest(most: number): readonly Count[];
  /** Different names; at least so many where names were let go. */
  readonly distinct: number;
  readonly isExact: boolean;
}

interface Kept {
  count: number;
  readonly error: number;
  first: number;
  last: number;
}

/** Characters of a name: longer ones that begin alike count as one. */
const LONGEST_NAME = 500;

/** Names that are kept before the rarer half is let go. */
const KEPT_NAMES = 20_000;

/**
 * Exact up to twenty thousand different names. With more the rarer half is let go, again and again; a name that comes
 * back then may have been seen as often as the most frequent of those that went, which is its error.
 *
 * Source: G. Manku, R. Motwani, "Approximate Frequency Counts over Data Streams", 2002.
 */
export function openCounts(keptNames = KEPT_NAMES): Counts {
  let kept = new Map<string, Kept>();
  let error = 0;
  let gone = 0;

  function letGo(): void {
    const sorted = [...kept].sort(([, a], [, b]) => b.count + b.error - a.count - a.error);
    const half = keptNames >> 1;
    for (const [, { count, error: missed }] of sorted.slice(half)) error = Math.max(error, count + missed);
    gone += sorted.length - half;
    kept = new Map(sorted.slice(0, half));
  }

  function sorted(sign: 1 | -1): Count[] {
    return [...kept]
      .map(([name, one]) => ({ name, ...one }))
      .sort((a, b) => sign * (b.count - a.count) || (a.name < b.name ? -1 : 1));
  }

  return {
    add(given, time) {
      const name = shortened(given, LONGEST_NAME);
      const one = kept.get(name);
      if (one === undefined) {
        if (kept.size >= keptNames) letGo();
        kept.set(name, { count: 1, error, first: time, last: time });
        return;
      }
      one.count++;
      if (time < one.first) one.first = time;
      if (time > one.last) one.last = time;
    },
    top: (most) => sorted(1).slice(0, most),
    rarest: (most) => (gone > 0 ? [] : sorted(-1).slice(0, most)),
    get distinct() {
      return kept.size;
    },
    get isExact() {
      return gone === 0;
    },
  };
}
