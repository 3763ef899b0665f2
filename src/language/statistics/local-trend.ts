import type { Forecast, Forecasts, Series } from './local-level.ts';
import { minimumNear } from './minimise.ts';

/**
 * Forecasts by the local linear trend model: a level and a slope that both move by chance, seen through noise. The
 * three variances are those of the greatest likelihood.
 *
 * Source: Durbin and Koopman, Time Series Analysis by State Space Methods, chapter 3.
 */
export function localTrend(series: Series, ahead: number): Forecasts {
  const { forecasts, squares, count } = filtered(series, ahead, likeliestShares(series));
  const scale = count > 0 ? squares / count : 0;
  return forecasts.map((one) => one && { mean: one.mean, variance: one.variance * scale });
}

/** The parts of noise, level and slope in the variances; they add up to 1. */
interface Shares {
  readonly noise: number;
  readonly level: number;
  readonly slope: number;
}

/** Level and slope as they are known, with their variances and their covariance. */
interface State {
  readonly level: number;
  readonly slope: number;
  readonly levelVariance: number;
  readonly covariance: number;
  readonly slopeVariance: number;
}

interface Filtered {
  readonly forecasts: Forecasts;
  readonly squares: number;
  readonly count: number;
  readonly logs: number;
}

function filtered(series: Series, ahead: number, shares: Shares): Filtered {
  const forecasts: (Forecast | undefined)[] = [];
  let [squares, count, logs] = [0, 0, 0];
  let first: { readonly at: number; readonly value: number } | undefined;
  let state: State | undefined;
  for (let at = 0; at < series.length + ahead; at++) {
    const value = series[at];
    if (state === undefined) {
      forecasts.push(undefined);
      if (value === undefined) continue;
      if (first === undefined) first = { at, value };
      else state = advanced(stateOfTwo(first.value, value, at - first.at, shares), shares);
      continue;
    }
    const variance = state.levelVariance + shares.noise;
    forecasts.push({ mean: state.level, variance });
    if (value !== undefined && variance > 0) {
      const error = value - state.level;
      squares += (error * error) / variance;
      logs += Math.log(variance);
      count++;
      state = corrected(state, error, variance);
    }
    state = advanced(state, shares);
  }
  return { forecasts, squares, count, logs };
}

/** What two values, so many points from each other, tell of level and slope at the second one. */
function stateOfTwo(first: number, second: number, gap: number, { noise, level, slope }: Shares): State {
  const squaresOfSteps = (gap * (gap + 1) * (2 * gap + 1)) / 6;
  return {
    level: second,
    slope: (second - first) / gap,
    levelVariance: noise,
    covariance: noise / gap,
    slopeVariance: (gap * level + 2 * noise + squaresOfSteps * slope) / (gap * gap),
  };
}

function corrected(state: State, error: number, variance: number): State {
  const [levelGain, slopeGain] = [state.levelVariance / variance, state.covariance / variance];
  return {
    level: state.level + levelGain * error,
    slope: state.slope + slopeGain * error,
    levelVariance: state.levelVariance * (1 - levelGain),
    covariance: state.covariance * (1 - levelGain),
    slopeVariance: state.slopeVariance - slopeGain * state.covariance,
  };
}

/** One point on. */
function advanced(state: State, { level, slope }: Shares): State {
  return {
    level: state.level + state.slope,
    slope: state.slope,
    levelVariance: state.levelVariance + 2 * state.covariance + state.slopeVariance + level,
    covariance: state.covariance + state.slopeVariance,
    slopeVariance: state.slopeVariance + slope,
  };
}

function likeliestShares(series: Series): Shares {
  const unlikeliness = (at: readonly number[]) => {
    const { squares, count, logs } = filtered(series, 0, sharesAt(at));
    // No error at all is as likely as it gets; the bound keeps the simplex from comparing infinities.
    return count === 0 ? 0 : count * Math.log(Math.max(squares / count, Number.MIN_VALUE)) + logs;
  };
  let best = STARTS[0] ?? [0, 0];
  let least = Number.POSITIVE_INFINITY;
  for (const start of STARTS) {
    const value = unlikeliness(start);
    if (value < least) [best, least] = [start, value];
  }
  return sharesAt(minimumNear(best, 1, unlikeliness).at);
}

/** Where the search may begin: logarithms of level and slope against noise. */
const STARTS: readonly (readonly number[])[] = [-12, -6, -3, 0, 3].flatMap((level) =>
  [-14, -9, -6, -3, 0].map((slope) => [level, slope]),
);

/** Beyond it nothing changes in a double. */
const FARTHEST = 30;

function sharesAt(at: readonly number[]): Shares {
  const [level = 0, slope = 0] = at.map((x) => Math.exp(Math.min(FARTHEST, Math.max(-FARTHEST, x))));
  const sum = 1 + level + slope;
  return { noise: 1 / sum, level: level / sum, slope: slope / sum };
}
