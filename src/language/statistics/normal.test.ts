import { expect, test } from 'vitest';
import { deviationsAround, tailProbability } from './normal.ts';

// scipy.stats.norm: 2 * sf(z).
test.each([
  [0, 1],
  [0.5, 0.6170750774519738],
  [1.96, 0.04999579029644087],
  [-3, 0.0026997960632601866],
  [4.2, 2.66914980318e-5],
  [5, 5.733031437583869e-7],
  [10, 1.52397060483e-23],
])('the probability beyond %f deviations', (deviations, expected) => {
  expect(Math.abs(tailProbability(deviations) - expected) / expected).toBeLessThan(1e-9);
});

test('nothing lies beyond infinity', () => {
  expect(tailProbability(Number.POSITIVE_INFINITY)).toBe(0);
});

// scipy.stats.norm.ppf.
test.each([
  [0, 0],
  [0.5, 0.6744897501960817],
  [0.9, 1.6448536269514722],
  [0.95, 1.959963984540054],
  [0.99, 2.5758293035489004],
])('the deviations around a share of %f', (share, expected) => {
  expect(deviationsAround(share)).toBeCloseTo(expected, 10);
});
