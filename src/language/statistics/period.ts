import type { Series } from './local-level.ts';

/** Longer cycles are not looked for: each length costs a pass over the series. */
const LONGEST = 2000;

/** How much of its variation a series has to share with itself one cycle later to count as periodic. */
const LEAST_CORRELATION = 0.3;

/**
 * The length of the cycle of a series, in points: where its correlation with itself is highest, and of lengths that
 * are nearly as good the shortest. Undefined where no length stands out. A straight trend is taken out before.
 *
 * Source: Box and Jenkins, Time Series Analysis, sample autocorrelation and its standard error.
 */
export function periodOf(series: Series, shortest = 2): number | undefined {
  const values = withoutTrend(series);
  const longest = Math.min(Math.floor(values.length / 2), LONGEST);
  const correlations: number[] = [];
  for (let lag = 0; lag <= longest + 1; lag++) correlations.push(correlation(values, lag));
  const peaks: { readonly lag: number; readonly height: number }[] = [];
  for (let lag = shortest; lag <= longest; lag++) {
    const height = correlations[lag] ?? 0;
    const isPeak = height > (correlations[lag - 1] ?? 0) && height >= (correlations[lag + 1] ?? 0);
    if (isPeak) peaks.push({ lag, height });
  }
  const highest = peaks.reduce((height, peak) => Math.max(height, peak.height), 0);
  const needed = Math.max(LEAST_CORRELATION, 1.96 / Math.sqrt(Math.max(values.length, 1)));
  if (highest < needed) return undefined;
  return peaks.find(({ height }) => height >= NEARLY * highest)?.lag;
}

const NEARLY = 0.9;

/** How far each value is from the straight line through all of them; 0 where one is missing. */
function withoutTrend(series: Series): readonly number[] {
  let [count, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
  series.forEach((value, x) => {
    if (value === undefined) return;
    count++;
    sumX += x;
    sumY += value;
    sumXX += x * x;
    sumXY += x * value;
  });
  const spread = count * sumXX - sumX * sumX;
  const slope = spread === 0 ? 0 : (count * sumXY - sumX * sumY) / spread;
  const start = count === 0 ? 0 : (sumY - slope * sumX) / count;
  return series.map((value, x) => (value === undefined ? 0 : value - start - slope * x));
}

/** The mean product of values that lie so far from each other, over their mean square. */
function correlation(values: readonly number[], lag: number): number {
  let product = 0;
  let square = 0;
  values.forEach((value, at) => {
    square += value * value;
    const later = values[at + lag];
    if (later !== undefined) product += value * later;
  });
  const overlap = values.length - lag;
  return square <= 0 || overlap <= 0 ? 0 : product / overlap / (square / values.length);
}
