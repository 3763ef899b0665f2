import { describe, expect, test } from 'vitest';
import { histogram } from './histogram.ts';

describe('a histogram', () => {
  // Quartiles 2 and 4 of 8 numbers: width 2·2/2 = 2, bins [1,3) [3,5) … [9,11].
  test('has bins by Freedman and Diaconis', () => {
    const { countAt } = histogram(
      new Map([
        [1, 2],
        [2, 2],
        [3, 1],
        [4, 2],
        [11, 1],
      ]),
    );
    expect([1, 2, 3, 4, 11, 6].map(countAt)).toEqual([4, 4, 3, 3, 1, 0]);
  });

  // Half of 8 numbers are equal: log2(8)+1 = 4 bins over a range of 8.
  test('has bins by Sturges where half of the numbers are equal', () => {
    const { countAt } = histogram(
      new Map([
        [0, 7],
        [8, 1],
      ]),
    );
    expect([0, 8].map(countAt)).toEqual([7, 1]);
  });

  test('has one bin for a single number, none for nothing', () => {
    expect(histogram(new Map([[5, 3]])).countAt(5)).toBe(3);
    expect(histogram(new Map()).countAt(5)).toBe(0);
  });
});
