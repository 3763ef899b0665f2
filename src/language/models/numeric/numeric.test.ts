import { describe, expect, test } from 'vitest';
import { betaCumulative, betaQuantile, logGamma } from './beta.ts';
import { erfc, normalQuantile } from './normal.ts';
import { seededRandom } from './random.ts';
import { minimise } from './simplex.ts';

// The expected figures are those of SciPy 1.17: special.erfc, stats.norm.ppf, special.betainc and so on.

test.each([
  [-1.5, 1.9661051464753108],
  [0.1, 0.8875370839817152],
  [2.4, 0.0006885138966450789],
  [2.6, 0.000236034416529349],
  [10, 2.0884875837625446e-45],
])('erfc(%d)', (x, expected) => {
  expect(erfc(x) / expected).toBeCloseTo(1, 12);
});

test.each([
  [1e-9, -5.9978070150076865],
  [0.0025, -2.8070337683438042],
  [0.3, -0.5244005127080409],
  [0.995, 2.5758293035489004],
])('the normal quantile of %d', (p, expected) => {
  expect(normalQuantile(p)).toBeCloseTo(expected, 10);
});

test('the normal quantiles of 0 and 1 are infinite', () => {
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

describe('the beta distribution', () => {
  test.each([
    [2, 5, 0.3, 0.5798250000000003],
    [0.5, 0.5, 0.1, 0.20483276469913345],
    [30, 2, 0.9, 0.1695646331008649],
    [200, 300, 0.41, 0.677628164772179],
  ])('a = %d, b = %d, x = %d', (a, b, x, expected) => {
    expect(betaCumulative(x, a, b)).toBeCloseTo(expected, 12);
    expect(betaQuantile(expected, a, b)).toBeCloseTo(x, 10);
  });

  test.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [100.5, 361.43554046777757],
  ])('logGamma(%d)', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 10);
  });
});

test('a simplex goes to the minimum of the function of Rosenbrock', () => {
  const found = minimise(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2, [-1.2, 1]);
  // scipy.optimize.fmin ends there too.
  expect(found).toEqual([expect.closeTo(1.00002202, 5), expect.closeTo(1.00004222, 5)]);
});

test('a simplex stays where the function is finite', () => {
  const found = minimise(([x = 0]) => (x < 2 ? Number.POSITIVE_INFINITY : x), [3]);
  expect(found[0]).toBeCloseTo(2, 3);
});

test('the same seed gives the same numbers, evenly spread', () => {
  const numbers = (seed: number): readonly number[] => Array.from({ length: 1000 }, seededRandom(seed));
  expect(numbers(5)).toEqual(numbers(5));
  expect(numbers(5)).not.toEqual(numbers(6));
  expect(numbers(5).every((number) => number >= 0 && number < 1)).toBe(true);
  expect(numbers(5).reduce((sum, number) => sum + number, 0) / 1000).toBeCloseTo(0.5, 1);
});
