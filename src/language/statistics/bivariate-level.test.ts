import { describe, expect, test } from 'vitest';
import { bivariateLevel } from './bivariate-level.ts';

describe('the local level model of two series', () => {
  test('reads one series from the other where they go together', () => {
    const [a, b]: (number | undefined)[][] = [
      [1, 3, 2, 5, undefined],
      [10, 30, 20, 50, 40],
    ];
    const { given } = bivariateLevel([a ?? [], b ?? []], 0);
    expect(given[0]).toBeUndefined();
    expect(given[4]?.mean).toBeCloseTo(4, 3);
    expect(given[4]?.variance).toBeCloseTo(0, 3);
  });

  test('learns nothing from what is not known', () => {
    const { before, given } = bivariateLevel(
      [
        [4, 4, undefined],
        [7, 7, undefined],
      ],
      1,
    );
    expect(before.slice(1).map((one) => one?.map(({ mean }) => mean))).toEqual([
      [4, 7],
      [4, 7],
      [4, 7],
    ]);
    expect(given.map((one) => one?.mean)).toEqual([undefined, 4, 4, 4]);
  });

  // numpy: a Kalman filter with matrices over the same points, its share and covariance found by scipy.
  test('agrees with a filter with matrices', () => {
    const a = [5, 7, 6, 9, 8, 10, 9, undefined, undefined];
    const b = [2, 3, 3, 5, 4, 4, 5, 6, undefined];
    const { before, given } = bivariateLevel([a, b], 1);
    expect(given[1]?.mean).toBeCloseTo(6.161767, 5);
    expect(before[6]?.[0].mean).toBeCloseTo(9.066884, 5);
    expect(before[6]?.[1].variance).toBeCloseTo(1.096733, 5);
    expect(given[7]?.mean).toBeCloseTo(10.698011, 5);
    expect(given[7]?.variance).toBeCloseTo(1.230345, 5);
    expect(before[8]?.map(({ mean }) => mean.toFixed(5))).toEqual(['9.96242', '5.36683']);
    expect(before[9]?.[0].variance).toBeCloseTo(3.942581, 5);
  });
});
