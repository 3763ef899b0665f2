import { expect, test } from 'vitest';
import { entropy } from './entropy.ts';

// scipy.stats.entropy(counts, base=2).
test.each([
  [[], 0],
  [[7], 0],
  [[1, 1], 1],
  [[4, 4, 4, 4], 2],
  [[3, 1], 0.811278124459],
  [[5, 3, 2, 0], 1.48547529723],
])('the entropy of %j', (counts, expected) => {
  expect(entropy(counts)).toBeCloseTo(expected, 10);
});
