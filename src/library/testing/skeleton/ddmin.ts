/** How much may be tried. */
export interface TrimLimits {
  readonly runs: number;
  readonly ms: number;
}

export interface Trimmed<T> {
  readonly items: readonly T[];
  /** How often the question was asked. */
  readonly runs: number;
  /** Each of the items is needed; false where a limit ended the search for fewer. */
  readonly isSmallest: boolean;
}

/**
 * The smallest part of a list that still has a property, as far as leaving out items one by one can find it. Parts
 * are halved, then quartered, and so on: first a part alone is tried, then all but that part. The order of the items
 * stays, and the same question gives the same answer.
 *
 * @param items have the property, all together
 * Source: Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input (2002): ddmin
 */
export async function ddmin<T>(
  items: readonly T[],
  holds: (part: readonly T[]) => Promise<boolean>,
  limits: TrimLimits,
): Promise<Trimmed<T>> {
  const startedMs = performance.now();
  let kept = items;
  let parts = 2;
  let runs = 0;
  while (kept.length > 1) {
    const pieces = split(kept, parts);
    // Of two parts each is all but the other one.
    const complements = parts === 2 ? [] : pieces.map((_, at) => pieces.filter((_piece, other) => other !== at).flat());
    const smaller = await firstOf([...pieces, ...complements]);
    if (smaller === 'over') return { items: kept, runs, isSmallest: false };
    if (smaller !== undefined) {
      parts = smaller < pieces.length ? 2 : Math.max(2, parts - 1);
      kept = [...pieces, ...complements][smaller] ?? kept;
      parts = Math.min(parts, kept.length);
    } else if (parts >= kept.length) break;
    else parts = Math.min(kept.length, parts * 2);
  }
  return { items: kept, runs, isSmallest: true };

  async function firstOf(candidates: readonly (readonly T[])[]): Promise<number | 'over' | undefined> {
    for (const [at, candidate] of candidates.entries()) {
      if (runs >= limits.runs || performance.now() - startedMs >= limits.ms) return 'over';
      runs++;
      if (await holds(candidate)) return at;
    }
    return undefined;
  }
}

/** Parts of nearly the same length, one after the other. */
function split<T>(items: readonly T[], parts: number): readonly (readonly T[])[] {
  return Array.from({ length: parts }, (_, at) =>
    items.slice(Math.floor((at * items.length) / parts), Math.floor(((at + 1) * items.length) / parts)),
  );
}
