import type { Series } from './local-level.ts';

export interface AdjustmentOptions {
  /** Length of the season, in points. */
  readonly period: number;
  /** Whether the season is added to the trend or multiplied with it. */
  readonly model: 'add' | 'mult';
}

/**
 * A series without its seasons; undefined where a value is missing. Trend and seasons are found in turn: the trend as a
 * moving average over one season, the season of each place as a weighted average over the same place of the seasons
 * around it, first of 3×3 and then of 3×5 values, and brought to an average of nothing over one season.
 *
 * Source: Shiskin, Young and Musgrave, The X-11 Variant of the Census Method II (1967), without its corrections for
 * extreme values and trading days, and with a centred average in the place of Henderson's.
 */
export function seasonallyAdjusted(series: Series, { period, model }: AdjustmentOptions): Series {
  const [without, between] = OPERATIONS[model];
  const pair = (a: Series, b: Series, join: (x: number, y: number) => number): Series =>
    a.map((x, at) => {
      const y = b[at];
      return x === undefined || y === undefined ? undefined : join(x, y);
    });
  const filled = withoutGaps(series);
  let trend = centredAverage(filled, period);
  let seasons: Series = [];
  for (const weights of SEASON_WEIGHTS) {
    const raw = seasonAverages(pair(filled, trend, without), period, weights);
    const level = centredAverage(raw, period);
    seasons = pair(raw, extended(level), without);
    trend = centredAverage(pair(filled, seasons, without), period);
  }
  return pair(series, seasons, between);
}

/** How a season is taken from a value: of the trend and of the season itself. */
const OPERATIONS = {
  add: [(x: number, y: number) => x - y, (x: number, y: number) => x - y],
  mult: [ratio, ratio],
} as const;

function ratio(x: number, y: number): number {
  return y === 0 ? x : x / y;
}

/** 3×3 and 3×5: averages of three of averages of three and of five. */
const SEASON_WEIGHTS: readonly (readonly number[])[] = [
  [1, 2, 3, 2, 1],
  [1, 2, 3, 3, 3, 2, 1],
];

/** The mean over one season around each point, of an even season with half weights at both ends. */
function centredAverage(series: Series, period: number): Series {
  const half = Math.floor(period / 2);
  const sums = [0];
  for (const value of series) sums.push((sums[sums.length - 1] ?? 0) + (value ?? 0));
  const sum = (from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0);
  return series.map((_, at) => {
    if (at < half || at + half >= series.length) return undefined;
    if (period % 2 === 1) return sum(at - half, at + half + 1) / period;
    return (sum(at - half, at + half) + sum(at - half + 1, at + half + 1)) / (2 * period);
  });
}

/** At each point a weighted mean of the points that lie whole seasons away; near the ends, of those that there are. */
function seasonAverages(series: Series, period: number, weights: readonly number[]): Series {
  const reach = Math.floor(weights.length / 2);
  const means = series.map((_, at) => {
    let [sum, total] = [0, 0];
    weights.forEach((weight, index) => {
      const value = series[at + (index - reach) * period];
      if (value === undefined) return;
      sum += weight * value;
      total += weight;
    });
    return total === 0 ? undefined : sum / total;
  });
  return means.map((mean, at) => mean ?? nearestSeason(means, at, period));
}

/** The season of the nearest point that has one and lies whole seasons away. */
function nearestSeason(means: Series, at: number, period: number): number | undefined {
  for (let away = period; away < means.length; away += period) {
    const found = means[at + away] ?? means[at - away];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first and the last value that there is, carried on to the ends. */
function extended(series: Series): Series {
  const first = series.find((value) => value !== undefined);
  let last = first;
  return series.map((value) => {
    last = value ?? last;
    return last;
  });
}

/** Missing values on straight lines between their neighbours. */
function withoutGaps(series: Series): Series {
  const filled = [...extended(series)];
  let before = -1;
  series.forEach((value, at) => {
    if (value === undefined) return;
    const start = series[before];
    for (let gap = before + 1; start !== undefined && gap < at; gap++) {
      filled[gap] = start + ((value - start) * (gap - before)) / (at - before);
    }
    before = at;
  });
  return filled;
}
