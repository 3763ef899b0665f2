import type { Value } from '../ir.ts';
import { isNumericText } from './convert.ts';

/** Source: Splunk Search Reference, trendline. */
export const PERIOD_LIMIT = 10_000;

export interface AverageKind {
  /** Simple, exponential (`2/(period+1)` of the average before) or weighted linearly, the newest value most. */
  readonly type: 'sma' | 'ema' | 'wma';
  readonly period: number;
}

/**
 * A moving average over numbers that come one by one: undefined for what is no number, and until as many came as the
 * period says.
 *
 * Source: Splunk Search Reference, trendline.
 */
export function movingAverage({ type, period }: AverageKind): (value: number | undefined) => number | undefined {
  const values: number[] = [];
  let smoothed: number | undefined;
  return (value) => {
    if (value === undefined) return undefined;
    values.push(value);
    if (values.length > period) values.shift();
    const isFull = values.length === period;
    switch (type) {
      case 'sma':
        return isFull ? weighted(values, () => 1) : undefined;
      case 'wma':
        return isFull ? weighted(values, (index) => index + 1) : undefined;
      case 'ema': {
        const share = 2 / (period + 1);
        smoothed = smoothed === undefined ? value : share * smoothed + (1 - share) * value;
        return isFull ? smoothed : undefined;
      }
    }
  };
}

function weighted(values: readonly number[], weightOf: (index: number) => number): number {
  let sum = 0;
  let weights = 0;
  values.forEach((value, index) => {
    sum += value * weightOf(index);
    weights += weightOf(index);
  });
  return sum / weights;
}

/** The number that a value is; undefined for others. */
export function figureOf(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && isNumericText(value) ? Number(value) : undefined;
}
