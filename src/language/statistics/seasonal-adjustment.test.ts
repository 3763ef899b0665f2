import { describe, expect, test } from 'vitest';
import { seasonallyAdjusted } from './seasonal-adjustment.ts';

/** Points of a straight trend with a season that repeats exactly: what is left without the season is the trend. */
function trendAnd(season: readonly number[], join: (trend: number, season: number) => number, length: number) {
  const trend = Array.from({ length }, (_, at) => 100 + 2 * at);
  return { trend, series: trend.map((level, at) => join(level, season[at % season.length] ?? 0)) };
}

describe('seasonal adjustment', () => {
  test.each([
    ['odd', [3, -1, 4, -7, 1]],
    ['even', [5, -2, 4, -7, 1, -1]],
  ])('takes an %s season that is added', (_, season) => {
    const { trend, series } = trendAnd(season, (a, b) => a + b, 40);
    const adjusted = seasonallyAdjusted(series, { period: season.length, model: 'add' });
    adjusted.forEach((value, at) => {
      expect(value).toBeCloseTo(trend[at] ?? 0, 9);
    });
  });

  test('takes a season that multiplies a constant', () => {
    const series = Array.from({ length: 30 }, (_, at) => 50 * ([1.2, 0.8, 1.1, 0.9, 1] as const)[(at % 5) as 0]);
    for (const value of seasonallyAdjusted(series, { period: 5, model: 'mult' })) expect(value).toBeCloseTo(50, 9);
  });

  test('leaves a missing value missing', () => {
    const { trend, series } = trendAnd([0, 0, 0, 0, 0], (a, b) => a + b, 20);
    const cut: (number | undefined)[] = [...series];
    cut[7] = undefined;
    const adjusted = seasonallyAdjusted(cut, { period: 5, model: 'add' });
    expect(adjusted[7]).toBeUndefined();
    expect(adjusted[8]).toBeCloseTo(trend[8] ?? 0, 9);
  });

  test('of nothing there is nothing', () => {
    expect(seasonallyAdjusted([], { period: 5, model: 'mult' })).toEqual([]);
  });
});
