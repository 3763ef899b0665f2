import { minimumBetween } from './minimise.ts';

/** What is expected at one point of a series, before the point itself is seen. */
export interface Forecast {
  readonly mean: number;
  /** Of the value around the mean, in squares of its unit. */
  readonly variance: number;
}

/** One for each point of a series, then one for each point after it; undefined where too little came before. */
export type Forecasts = readonly (Forecast | undefined)[];

/** Numbers at equal distances of time, undefined where one is missing. */
export type Series = readonly (number | undefined)[];

/**
 * Forecasts by the local level model: a level that moves by chance, seen through noise. Both variances are those of
 * the greatest likelihood. With a period each place of the cycle has a level of its own, which moves once a cycle.
 *
 * Source: Durbin and Koopman, Time Series Analysis by State Space Methods, chapter 2 (Kalman filter, diffuse start).
 */
export function localLevel(series: Series, ahead: number, period = 1): Forecasts {
  const share = likeliestShare(series, period);
  const { forecasts, squares, count } = filtered(series, ahead, period, share);
  const scale = count > 0 ? squares / count : 0;
  return forecasts.map((one) => one && { mean: one.mean, variance: one.variance * scale });
}

/** What a filter saw with the two variances scaled to the sum of 1. */
interface Filtered {
  readonly forecasts: Forecasts;
  /** Sum of squared errors over their variances, and how many there were. */
  readonly squares: number;
  readonly count: number;
  /** Sum of the logarithms of the variances. */
  readonly logs: number;
}

/**
 * One run of the Kalman filter. A level is known from its first value on, as a start that knows nothing gives it.
 *
 * @param share the level's part of the two variances, from 0 to 1
 */
function filtered(series: Series, ahead: number, period: number, share: number): Filtered {
  const noise = 1 - share;
  const levels: ({ mean: number; variance: number } | undefined)[] = new Array(period).fill(undefined);
  const forecasts: (Forecast | undefined)[] = [];
  let [squares, count, logs] = [0, 0, 0];
  for (let at = 0; at < series.length + ahead; at++) {
    const value = series[at];
    const level = levels[at % period];
    if (level === undefined) {
      forecasts.push(undefined);
      if (value !== undefined) levels[at % period] = { mean: value, variance: noise + share };
      continue;
    }
    const variance = level.variance + noise;
    forecasts.push({ mean: level.mean, variance });
    if (value !== undefined && variance > 0) {
      const error = value - level.mean;
      squares += (error * error) / variance;
      logs += Math.log(variance);
      count++;
      const gain = level.variance / variance;
      level.mean += gain * error;
      level.variance *= 1 - gain;
    }
    level.variance += share;
  }
  return { forecasts, squares, count, logs };
}

/** The share of the level in the variances for which the series is most likely. */
function likeliestShare(series: Series, period: number): number {
  const unlikeliness = (share: number) => {
    const { squares, count, logs } = filtered(series, 0, period, share);
    return count === 0 || squares === 0 ? Number.NEGATIVE_INFINITY : count * Math.log(squares / count) + logs;
  };
  return likeliest(unlikeliness);
}

/**
 * The share from 0 to 1 for which a function is least: the best of a grid, then between its neighbours. The grid is
 * even in the logarithm of the odds, since small shares differ as much as great ones.
 */
export function likeliest(unlikeliness: (share: number) => number): number {
  const grid = [Number.NEGATIVE_INFINITY];
  for (let odds = -GRID; odds <= GRID; odds++) grid.push(odds);
  grid.push(Number.POSITIVE_INFINITY);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  grid.forEach((odds, index) => {
    const value = unlikeliness(shareOf(odds));
    if (value < least) [best, least] = [index, value];
  });
  const [low, high] = [grid[best - 1], grid[best + 1]];
  const isInside = low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high);
  if (!isInside) return shareOf(grid[best] ?? 0);
  return shareOf(minimumBetween(low, high, (odds) => unlikeliness(shareOf(odds))));
}

const GRID = 12;

function shareOf(logarithmOfOdds: number): number {
  return 1 / (1 + Math.exp(-logarithmOfOdds));
}
