import { describe, expect, test } from 'vitest';
import { betaQuantile } from '../numeric/beta.ts';
import { betaMean, betaStd, fitBeta, unlikelihood } from './beta.ts';
import { distanceOf, fitDistribution } from './choose.ts';
import { densityAt, shareBelow, valueAtShare } from './distribution.ts';
import { fitKde } from './gaussian-kde.ts';
import { isInside, regionsOf } from './regions.ts';
import { numbersOf, sampleOf, thinned } from './sample.ts';

/** Twenty counts with an outlier. The expected figures are those of SciPy 1.17. */
const COUNTS = sampleOf([12, 15, 11, 14, 13, 12, 16, 12, 13, 14, 15, 13, 12, 14, 13, 40, 13, 12, 14, 15]);

describe('a normal distribution', () => {
  const { distribution } = fitDistribution(COUNTS, ['norm'], 'wasserstein');

  test('has the mean and the standard deviation of the population', () => {
    expect(distribution).toMatchObject({ type: 'norm', mean: 14.65 });
    expect(distribution).toHaveProperty('std', expect.closeTo(5.952100469582146, 12));
    expect(densityAt(distribution, 40)).toBeCloseTo(7.715909866724249e-6, 16);
  });

  test('has an outlying region at each end', () => {
    expect(regionsOf(distribution, { kind: 'both', area: 0.005 })).toEqual([
      { opening: Number.NEGATIVE_INFINITY, closing: expect.closeTo(-2.0577470106920988, 10), area: 0.0025 },
      { opening: expect.closeTo(31.357747010692137, 10), closing: Number.POSITIVE_INFINITY, area: 0.0025 },
    ]);
    const upper = regionsOf(distribution, { kind: 'ends', upper: 0.0025 });
    expect(upper).toHaveLength(1);
    expect(isInside(upper, 40)).toBe(true);
    expect(isInside(upper, 31)).toBe(false);
  });
});

describe('an exponential distribution', () => {
  const { distribution } = fitDistribution(COUNTS, ['expon'], 'wasserstein');

  test('begins with the smallest value', () => {
    expect(distribution).toMatchObject({ type: 'expon', start: 11 });
    expect(distribution).toHaveProperty('scale', expect.closeTo(3.65, 12));
    expect(densityAt(distribution, 15)).toBeCloseTo(0.09157311282022994, 14);
    expect(densityAt(distribution, 10)).toBe(0);
  });

  test('has one outlying region, at its upper end', () => {
    expect(regionsOf(distribution, { kind: 'both', area: 0.01 })).toEqual([
      { opening: expect.closeTo(27.808871178856535, 10), closing: Number.POSITIVE_INFINITY, area: 0.01 },
    ]);
    expect(regionsOf(distribution, { kind: 'ends', lower: 0.01 })).toEqual([]);
  });
});

describe('a Gaussian KDE', () => {
  const kde = fitKde(COUNTS);

  test('has a bandwidth by the rule of Scott', () => {
    expect(kde.bandwidth).toBeCloseTo(3.354304243199315, 12);
    expect(densityAt(kde, 13)).toBeCloseTo(0.10482728103387957, 14);
    expect(densityAt(kde, 40)).toBeCloseTo(0.005946721756300388, 14);
  });

  test.each([
    [13, 0.44268830057912256],
    [20, 0.9196734856218501],
    [39, 0.9691402051413641],
  ])('the share below %d is %d, and back', (value, share) => {
    expect(shareBelow(kde, value)).toBeCloseTo(share, 5);
    expect(valueAtShare(kde, share)).toBeCloseTo(value, 3);
  });

  test('has outlying regions where it is thin: at both ends and between its peaks', () => {
    const regions = regionsOf(kde, { kind: 'both', area: 0.05 });
    // The figures of SciPy come from a grid of 200,001 points, those here from one of 106.
    expect(regions.map(({ opening, closing }) => [opening, closing])).toEqual([
      [Number.NEGATIVE_INFINITY, expect.closeTo(4.616, 1)],
      [expect.closeTo(22.0633, 1), expect.closeTo(38.76, 0)],
      [expect.closeTo(41.24, 0), Number.POSITIVE_INFINITY],
    ]);
    expect(regions.reduce((sum, { area }) => sum + area, 0)).toBeCloseTo(0.05, 2);
    expect([4, 13, 30, 40, 50].map((value) => isInside(regions, value))).toEqual([true, false, true, false, true]);
  });

  test('ten thousand values stand for more of them', () => {
    const many = sampleOf(Array.from({ length: 50_000 }, (_, index) => index));
    const { sample, std } = fitKde(many);
    expect(sample.size).toBe(10_000);
    expect(std).toBeCloseTo(Math.sqrt((50_000 ** 2 - 1) / 12), 6);
  });

  test('a value far away from all others does not hide their peak', () => {
    const far = fitKde(sampleOf([...Array.from({ length: 5000 }, (_, index) => index % 100), 1e9]));
    expect(far.grid.densities.length).toBeLessThanOrEqual(2 ** 16);
    expect(valueAtShare(far, 0.5)).toBeLessThan(1e8);
  });
});

describe('a beta distribution', () => {
  // Two hundred quantiles of a beta distribution with a = 2, b = 5 between 10 and 60.
  const sample = sampleOf(Array.from({ length: 200 }, (_, index) => 10 + 50 * betaQuantile((index + 0.5) / 200, 2, 5)));
  const beta = fitBeta(sample);

  test('is the most likely one', () => {
    expect(beta).toEqual({
      type: 'beta',
      a: expect.closeTo(1.8309715071617338, 4),
      b: expect.closeTo(4.221662418031839, 4),
      start: expect.closeTo(10.306214818053704, 4),
      scale: expect.closeTo(46.20708298857572, 3),
    });
    const { a, b, start, scale } = beta ?? { a: 0, b: 0, start: 0, scale: 0 };
    expect(unlikelihood(sample, [a, b, start, scale])).toBeCloseTo(684.9013742800408, 6);
  });

  test('has the mean and deviation of its parameters', () => {
    const known = { type: 'beta', a: 2, b: 5, start: 10, scale: 50 } as const;
    expect(betaMean(known)).toBeCloseTo(10 + (50 * 2) / 7, 12);
    expect(betaStd(known)).toBeCloseTo(50 * Math.sqrt(10 / (49 * 8)), 12);
  });

  test('has one outlying region, at its lower end', () => {
    const known = { type: 'beta', a: 2, b: 5, start: 0, scale: 1 } as const;
    expect(regionsOf(known, { kind: 'both', area: 0.01 })).toEqual([
      { opening: Number.NEGATIVE_INFINITY, closing: expect.closeTo(0.026763191142755053, 12), area: 0.01 },
    ]);
  });

  test('needs five different values', () => {
    expect(fitBeta(sampleOf([1, 2, 3, 4, 4, 4]))).toBeUndefined();
  });
});

describe('the distance', () => {
  // Kolmogorov-Smirnov by scipy.stats.kstest, Wasserstein by 200,000 quantiles.
  test.each([
    ['norm', 0.3765546005907306, 3.8876812004905887],
    ['expon', 0.23424186179383932, 1.692676398440124],
    ['gaussian_kde', 0.2903225415350453, 1.8720537927554455],
  ] as const)('of %s', (type, kolmogorovSmirnov, wasserstein) => {
    const { distribution } = fitDistribution(COUNTS, [type], 'wasserstein');
    expect(distanceOf(COUNTS, distribution, 'kolmogorov_smirnov')).toBeCloseTo(kolmogorovSmirnov, 4);
    expect(distanceOf(COUNTS, distribution, 'wasserstein')).toBeCloseTo(wasserstein, 1);
  });

  test('decides between distributions', () => {
    expect(fitDistribution(COUNTS, ['norm', 'gaussian_kde', 'expon'], 'wasserstein').distribution.type).toBe('expon');
    expect(fitDistribution(COUNTS, ['norm', 'gaussian_kde'], 'kolmogorov_smirnov').distribution.type).toBe(
      'gaussian_kde',
    );
  });
});

test('values whose variance is no number have no width either', () => {
  for (const values of [
    [1e200, -1e200, 3],
    [1e-200, 2e-200, 3e-200],
  ]) {
    const { distribution } = fitDistribution(
      sampleOf(values),
      ['norm', 'expon', 'gaussian_kde', 'beta'],
      'wasserstein',
    );
    expect(distribution).toMatchObject({ type: 'norm', std: 0 });
  }
});

test('a beta distribution in the shape of a U is only taken where there is no choice', () => {
  const cup = sampleOf([1, 1, 1, 1, 2, 5, 9, 10, 10, 10, 10]);
  expect(fitDistribution(cup, ['beta'], 'wasserstein').distribution.type).toBe('beta');
  expect(fitDistribution(cup, ['norm', 'beta'], 'wasserstein').distribution.type).toBe('norm');
});

test('values that are all the same have no width and no outliers', () => {
  const { distribution, distance } = fitDistribution(sampleOf([7, 7, 7]), ['gaussian_kde', 'beta'], 'wasserstein');
  expect(distribution).toEqual({ type: 'norm', mean: 7, std: 0 });
  expect(distance).toBe(0);
  expect(regionsOf(distribution, { kind: 'both', area: 0.5 })).toEqual([]);
});

test('a sample keeps each number once, and gives all of them back in order', () => {
  const sample = sampleOf([3, 1, 3, -2]);
  expect({ values: [...sample.values], counts: [...sample.counts], size: sample.size }).toEqual({
    values: [-2, 1, 3],
    counts: [1, 1, 2],
    size: 4,
  });
  expect([...numbersOf(sample)]).toEqual([-2, 1, 3, 3]);
  expect([...thinned(sampleOf([1, 2, 3, 4]), 2).values]).toEqual([1, 3]);
});
