/** A seeded source of chance: the same seed gives the same sequence on every machine. */
export interface Dice {
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  /** `count` digits of upper-case hexadecimal. */
  hex(count: number): string;
  /** True in `percent` of all throws. */
  chance(percent: number): boolean;
}

/** Mulberry32: 32 bits of state, plenty for scenery. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const between = (low: number, high: number): number => low + (next() % (high - low + 1));
  return {
    between,
    pick: <T>(items: readonly T[]): T => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    hex: (count) =>
      Array.from({ length: count }, () => between(0, 15).toString(16))
        .join('')
        .toUpperCase(),
    chance: (percent) => between(1, 100) <= percent,
  };
}
