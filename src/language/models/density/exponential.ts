import type { Sample } from '../model.ts';
import { momentsOf, smallest } from './sample.ts';

export interface Exponential {
  readonly type: 'expon';
  /** Where it begins. */
  readonly start: number;
  /** Its standard deviation, and how far its mean is from its start. 0 where all values are the same. */
  readonly scale: number;
}

/** The most likely one: it begins with the smallest value and has the mean of the sample. */
export function fitExponential(sample: Sample): Exponential {
  const start = smallest(sample);
  return { type: 'expon', start, scale: momentsOf(sample).mean - start };
}

export function exponentialThickness({ start, scale }: Exponential, value: number): number {
  return value < start ? 0 : Math.exp(-(value - start) / scale) / scale;
}

export function exponentialShare({ start, scale }: Exponential, value: number): number {
  return value <= start ? 0 : -Math.expm1(-(value - start) / scale);
}

export function exponentialValue({ start, scale }: Exponential, share: number): number {
  return start - scale * Math.log1p(-share);
}
