import { describe, expect, test } from 'vitest';
import { type Bars, openHistogram } from './histogram.ts';

function told({ seconds, bars }: Bars) {
  return { seconds, bars: bars.map(({ from, counts }) => [from, Object.fromEntries(counts)]) };
}

describe('a histogram', () => {
  test('of nothing has no bars', () => {
    expect(openHistogram().bars(10)).toEqual({ seconds: 1, bars: [] });
  });

  test('counts severities apart', () => {
    const histogram = openHistogram();
    histogram.add(10.9, 'high');
    histogram.add(10, 'high');
    histogram.add(10, 'low');
    expect(told(histogram.bars(10))).toEqual({ seconds: 1, bars: [[10, { high: 2, low: 1 }]] });
  });

  test('takes the shortest bars that are few enough, those without findings counted', () => {
    const histogram = openHistogram();
    for (const seconds of [0, 59, 61]) histogram.add(seconds, 'high');
    expect(told(histogram.bars(13))).toEqual({
      seconds: 5,
      bars: [
        [0, { high: 1 }],
        [55, { high: 1 }],
        [60, { high: 1 }],
      ],
    });
    expect(told(histogram.bars(12)).seconds).toBe(10);
  });

  test('holds times before 1970', () => {
    const histogram = openHistogram();
    histogram.add(-1, 'low');
    histogram.add(100, 'low');
    expect(told(histogram.bars(3))).toEqual({
      seconds: 60,
      bars: [
        [-60, { low: 1 }],
        [60, { low: 1 }],
      ],
    });
  });

  test('loses no finding where there are many, from the first year to the last', () => {
    const histogram = openHistogram();
    for (let n = 0; n < 100_000; n++) histogram.add(-62_135_596_800 + n * 3_155_378, 'medium');
    const { bars } = histogram.bars(120);
    expect(bars.length).toBeLessThanOrEqual(120);
    expect(bars.reduce((sum, { counts }) => sum + (counts.get('medium') ?? 0), 0)).toBe(100_000);
  });
});
