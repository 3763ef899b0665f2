import { bivariateLevel } from './bivariate-level.ts';
import { type Forecast, type Forecasts, localLevel, type Series } from './local-level.ts';
import { localTrend } from './local-trend.ts';
import { periodOf } from './period.ts';

export interface ForecastOptions {
  /** Points to forecast behind the end of the series. */
  readonly ahead: number;
  /** Length of the cycle, in points; absent: found from the series. */
  readonly period?: number;
}

/** Forecasts, or why there are none. */
export type Outcome = { readonly forecasts: Forecasts } | { readonly reason: string };

/** Without trend and cycle. */
export function forecastLevel(series: Series, { ahead }: ForecastOptions): Outcome {
  return enough(series, 2) ?? { forecasts: localLevel(series, ahead) };
}

/** With a trend. */
export function forecastTrend(series: Series, { ahead }: ForecastOptions): Outcome {
  return enough(series, 3) ?? { forecasts: localTrend(series, ahead) };
}

/** With a cycle. */
export function forecastCycle(series: Series, { ahead, period = periodOf(series) }: ForecastOptions): Outcome {
  if (period === undefined) return { reason: 'the values are not periodic' };
  return enough(series, 2 * period) ?? { forecasts: localLevel(series, ahead, period) };
}

/** With trend and cycle: both forecasts weighted by how well they did; the trend alone where there is no cycle. */
export function forecastBoth(series: Series, options: ForecastOptions): Outcome {
  const trend = forecastTrend(series, options);
  const cycle = forecastCycle(series, options);
  if ('reason' in trend || 'reason' in cycle) return trend;
  const [ofTrend, ofCycle] = [meanSquare(trend.forecasts, series), meanSquare(cycle.forecasts, series)];
  const weight = ofTrend + ofCycle === 0 ? 0.5 : ofCycle / (ofTrend + ofCycle);
  const mixed = trend.forecasts.map((one, at) => mixture(one, cycle.forecasts[at], weight));
  return { forecasts: mixed };
}

/** The first series from what the second one is at the same point. */
export function forecastFrom(series: Series, other: Series, length: number): Outcome {
  const lack = enough(series, 2) ?? enough(other, 2);
  if (lack !== undefined) return lack;
  return { forecasts: bivariateLevel([series, other], Math.max(0, length - other.length)).given };
}

/** Two series that go together. */
export function forecastPair(first: Series, second: Series, ahead: number): readonly [Outcome, Outcome] {
  const lack = enough(first, 2) ?? enough(second, 2);
  if (lack !== undefined) return [lack, lack];
  const { before } = bivariateLevel([first, second], ahead);
  return [{ forecasts: before.map((one) => one?.[0]) }, { forecasts: before.map((one) => one?.[1]) }];
}

function enough(series: Series, needed: number): { readonly reason: string } | undefined {
  const count = series.filter((value) => value !== undefined).length;
  return count >= needed ? undefined : { reason: `it needs ${needed} values, there are ${count}` };
}

/** Of the errors at the points that were forecast. */
function meanSquare(forecasts: Forecasts, series: Series): number {
  let [sum, count] = [0, 0];
  series.forEach((value, at) => {
    const mean = forecasts[at]?.mean;
    if (value === undefined || mean === undefined) return;
    sum += (value - mean) ** 2;
    count++;
  });
  return count === 0 ? 0 : sum / count;
}

function mixture(a: Forecast | undefined, b: Forecast | undefined, weight: number): Forecast | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    mean: weight * a.mean + (1 - weight) * b.mean,
    variance: weight * a.variance + (1 - weight) * b.variance,
  };
}
