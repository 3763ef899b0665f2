import { seededRandom } from './numeric/random.ts';

/** A random sample of what comes by, each item as likely as any other. */
export interface Reservoir<T> {
  add(item: T): void;
  readonly items: readonly T[];
}

/** Keeps `size` items; the same items in the same order and the same seed leave the same ones. */
export function openReservoir<T>(size: number, seed: number): Reservoir<T> {
  const random = seededRandom(seed);
  const items: T[] = [];
  let seen = 0;
  return {
    items,
    add: (item) => {
      seen++;
      if (items.length < size) {
        items.push(item);
        return;
      }
      const place = Math.floor(random() * seen);
      if (place < size) items[place] = item;
    },
  };
}
