import { describe, expect, test } from 'vitest';
import { localLevel } from './local-level.ts';
import { localTrend } from './local-trend.ts';

/** Yearly flow of the Nile at Aswan, 1871 to 1970: the example of Durbin and Koopman's chapter 2. */
const NILE: readonly number[] = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100,
  1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456,
  824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897,
  822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975,
  815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

/** The first two years of the monthly airline passengers of Box and Jenkins. */
const AIRLINE: readonly number[] = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114,
  140,
];

/** Within so large a part of the figure. */
function expectNear(actual: number | undefined, expected: number, share: number): void {
  expect(Math.abs((actual ?? Number.NaN) - expected) / expected).toBeLessThan(share);
}

describe('the local level model', () => {
  // Durbin and Koopman: noise 15099, steps 1469.1, level 798.37 after 1970 with variance 4032.
  test('forecasts the Nile as the book does', () => {
    const forecasts = localLevel(NILE, 3);
    expect(forecasts[0]).toBeUndefined();
    expect(forecasts[1]?.mean).toBe(1120);
    expectNear(forecasts[1]?.variance, 2 * 15099 + 1469.1, 1e-4);
    expectNear(forecasts[100]?.mean, 798.37, 1e-5);
    expectNear(forecasts[100]?.variance, 4032 + 1469.1 + 15099, 1e-4);
    expectNear(forecasts[102]?.variance, 4032 + 3 * 1469.1 + 15099, 1e-4);
  });

  // statsmodels 0.14, UnobservedComponents(level='llevel') over 40 years of which four are missing.
  test('goes on over missing values', () => {
    const series: (number | undefined)[] = NILE.slice(0, 40);
    series.fill(undefined, 10, 14);
    const forecasts = localLevel(series, 2);
    expectNear(forecasts[13]?.mean, 1180.99, 2e-4);
    expectNear(forecasts[14]?.variance, 42093.9, 5e-4);
    expectNear(forecasts[40]?.mean, 955.91, 1e-4);
    expectNear(forecasts[41]?.variance, 29669.8, 5e-4);
  });

  test('knows a constant without doubt', () => {
    expect(localLevel([5, 5, 5], 2)).toEqual([undefined, ...Array(4).fill({ mean: 5, variance: 0 })]);
  });

  test('has a level for each place of a cycle', () => {
    const means = localLevel([1, 10, 1, 10, 1, 10], 3, 2).map((one) => one?.mean);
    expect(means).toEqual([undefined, undefined, 1, 10, 1, 10, 1, 10, 1]);
  });

  test('has nothing to say of nothing', () => {
    expect(localLevel([], 2)).toEqual([undefined, undefined]);
    expect(localLevel([undefined, undefined], 1)).toEqual([undefined, undefined, undefined]);
  });
});

describe('the local linear trend model', () => {
  test('continues a straight line', () => {
    const means = localTrend([1, 3, undefined, 7, 9], 2).map((one) => one?.mean);
    expect(means.slice(0, 2)).toEqual([undefined, undefined]);
    means.slice(2).forEach((mean, index) => {
      expect(mean).toBeCloseTo(5 + 2 * index, 9);
    });
  });

  // statsmodels 0.14, UnobservedComponents(level='lltrend'), likelihood maximised by scipy's Nelder-Mead.
  test('forecasts the Nile and the airline passengers', () => {
    const nile = localTrend(NILE, 3);
    expectNear(nile[100]?.mean, 779.52, 5e-4);
    expectNear(nile[102]?.mean, 772.79, 5e-4);
    expectNear(nile[100]?.variance, 20927.7, 1e-3);
    const airline = localTrend(AIRLINE, 3);
    expectNear(airline[24]?.mean, 141.2174, 1e-5);
    expectNear(airline[26]?.mean, 143.6521, 1e-5);
    expectNear(airline[24]?.variance, 227.856, 1e-4);
    expectNear(airline[26]?.variance, 740.53, 1e-4);
  });
});
