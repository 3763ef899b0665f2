import type { Sample } from '../model.ts';
import { normalCumulative, normalDensity, normalQuantile } from '../numeric/normal.ts';
import { momentsOf } from './sample.ts';

export interface Normal {
  readonly type: 'norm';
  readonly mean: number;
  /** 0 where all values are the same: there is no density then. */
  readonly std: number;
}

/** The most likely one: its mean and standard deviation are those of the sample. */
export function fitNormal(sample: Sample): Normal {
  const { mean, variance } = momentsOf(sample);
  return { type: 'norm', mean, std: Math.sqrt(variance) };
}

export function normalThickness({ mean, std }: Normal, value: number): number {
  return normalDensity((value - mean) / std) / std;
}

export function normalShare({ mean, std }: Normal, value: number): number {
  return normalCumulative((value - mean) / std);
}

export function normalValue({ mean, std }: Normal, share: number): number {
  return mean + std * normalQuantile(share);
}
