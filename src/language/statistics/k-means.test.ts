import { describe, expect, test } from 'vitest';
import { type KMeansOptions, kMeans } from './k-means.ts';

const OPTIONS: KMeansOptions = { clusters: 2, metric: 'sqeuclidean', starts: 10, mostRounds: 100, tolerance: 0 };

describe('k-means', () => {
  // scikit-learn, KMeans(n_clusters=2): centres (1, 2) and (10, 2), inertia 16.
  test('finds the clusters of the documentation of scikit-learn', () => {
    const points = [
      [1, 2],
      [1, 4],
      [1, 0],
      [10, 2],
      [10, 4],
      [10, 0],
    ];
    expect(kMeans(points, OPTIONS)).toEqual({
      centres: [
        [1, 2],
        [10, 2],
      ],
      labels: [0, 0, 0, 1, 1, 1],
      distortion: 16,
    });
  });

  test('takes medians for sums of differences', () => {
    const { centres, distortion } = kMeans([[0], [1], [5], [100]], { ...OPTIONS, metric: 'cityblock' });
    expect({ centres, distortion }).toEqual({ centres: [[1], [100]], distortion: 5 });
  });

  test('tells directions apart by their cosine', () => {
    const { labels } = kMeans(
      [
        [1, 0],
        [9, 0.1],
        [0, 2],
        [0.1, 7],
      ],
      { ...OPTIONS, metric: 'cosine' },
    );
    expect(labels).toEqual([0, 0, 1, 1]);
  });

  test('needs no more clusters than there are different points', () => {
    expect(kMeans([[3], [3]], OPTIONS)).toEqual({ centres: [[3]], labels: [0, 0], distortion: 0 });
    expect(kMeans([], OPTIONS)).toEqual({ centres: [], labels: [], distortion: 0 });
  });
});
