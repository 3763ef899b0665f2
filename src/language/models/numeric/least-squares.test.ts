import { expect, test } from 'vitest';
import { openLeastSquares, type Weights } from './least-squares.ts';

// The expected figures are those of LinearRegression in scikit-learn 1.9.

const FEATURES = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 3],
  [5, 8],
  [6, 1],
] as const;
const TARGETS = [3.1, 4.2, 9.7, 8.8, 16.1, 9.9] as const;

function solved(rows: readonly (readonly number[])[], hasIntercept = true): Weights | undefined {
  const squares = openLeastSquares(rows[0]?.length ?? 0, hasIntercept);
  for (const [index, row] of rows.entries()) squares.add(row, TARGETS[index] ?? 0);
  return squares.solve();
}

function near(coefficients: readonly number[], intercept: number): Weights {
  return {
    coefficients: coefficients.map((value): number => expect.closeTo(value, 12) as number),
    intercept: expect.closeTo(intercept, 12) as number,
  };
}

test('with a constant', () => {
  expect(solved(FEATURES)).toEqual(near([1.5305019305019307, 1.0880308880308884], -0.3501930501930506));
});

test('without a constant', () => {
  expect(solved(FEATURES, false)).toEqual(near([1.4667043847241867, 1.0679207920792084], 0));
});

test('of features that depend on one another the smallest weights', () => {
  const weights = near([0.6576576576576576, 0.2151866151866153, 0.8728442728442734], -0.3501930501930488);
  expect(solved(FEATURES.map(([a, b]) => [a, b, a + b]))).toEqual(weights);
});

test('of fewer observations than weights the smallest weights', () => {
  expect(solved(FEATURES.slice(0, 2))).toEqual(near([0.55, -0.55], 3.65));
});

test('a feature that never changes has no weight, and nothing observed has no weights', () => {
  expect(solved(FEATURES.map(([a, b]) => [a, 7, b]))?.coefficients[1]).toBeCloseTo(0, 12);
  expect(openLeastSquares(2, true).solve()).toBeUndefined();
});

test('small differences far from zero keep their digits', () => {
  const weights = solved(FEATURES.map(([a, b]) => [1e6 + a, b]));
  expect(weights?.coefficients).toEqual([expect.closeTo(1.5305019305019307, 7), expect.closeTo(1.0880308880308884, 7)]);
});
