import type { Dice } from '../../test/support/examples/dice.ts';

/** Draws one of some things. */
export type Draw<T> = (dice: Dice) => T;

const RESOLUTION = 1_000_000;

/** Draws things as often as their weights say. */
export function weighted<T>(items: readonly (readonly [weight: number, item: T])[]): Draw<T> {
  const total = items.reduce((sum, [weight]) => sum + weight, 0);
  let sum = 0;
  const bounds = items.map(([weight]) => {
    sum += weight;
    return (sum / total) * RESOLUTION;
  });
  return (dice) => {
    const rolled = dice.between(0, RESOLUTION - 1);
    let [low, high] = [0, bounds.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rolled < (bounds[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    const item = items[low];
    if (item === undefined) throw new Error('nothing to draw from');
    return item[1];
  };
}

/** Draws the first often and the last seldom: the one at place n has a weight of n to the power of `-exponent`. */
export function longTailed<T>(items: readonly T[], exponent = 1): Draw<T> {
  return weighted(items.map((item, at) => [(at + 1) ** -exponent, item]));
}
