import type { Sample } from '../model.ts';
import { betaCumulative, betaQuantile, logBeta } from '../numeric/beta.ts';
import { minimise } from '../numeric/simplex.ts';
import { largest, momentsOf, smallest, thinned, weightedSum } from './sample.ts';

/** A beta distribution that is moved and stretched. */
export interface Beta {
  readonly type: 'beta';
  readonly a: number;
  readonly b: number;
  /** Where it begins. */
  readonly start: number;
  readonly scale: number;
}

/** Each step of the search looks at every value. */
const MAX_VALUES = 10_000;

/**
 * The most likely one, as far as a search from the distribution with the sample's moments finds it; undefined where the
 * sample is too small to tell four parameters. Where the likelihood has no bound, the search stops on its way there.
 */
export function fitBeta(given: Sample): Beta | undefined {
  const sample = thinned(given, MAX_VALUES);
  if (sample.values.length < 5) return undefined;
  const start = startOf(sample);
  const [a = 0, b = 0, from = 0, scale = 0] = minimise((at) => unlikelihood(sample, at), start);
  const fitted: Beta = { type: 'beta', a, b, start: from, scale };
  return Number.isFinite(unlikelihood(sample, [a, b, from, scale])) ? fitted : undefined;
}

/** The negative logarithm of the likelihood; infinite where the sample has values that the distribution has not. */
export function unlikelihood(
  { values, counts, size }: Sample,
  [a = 0, b = 0, start = 0, scale = 0]: readonly number[],
): number {
  const outermost = values.at(-1) ?? 0;
  if (!(a > 0 && b > 0 && scale > 0 && start < (values[0] ?? 0) && start + scale > outermost)) {
    return Number.POSITIVE_INFINITY;
  }
  const logs = weightedSum(values, counts, (value) => {
    const x = (value - start) / scale;
    return (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x);
  });
  return size * (logBeta(a, b) + Math.log(scale)) - logs;
}

/** The parameters with the mean, variance, skewness and kurtosis of the sample. Source: Pearson's type I curve. */
function startOf(sample: Sample): readonly number[] {
  const { mean, variance } = momentsOf(sample);
  const std = Math.sqrt(variance);
  const central = (power: number): number =>
    weightedSum(sample.values, sample.counts, (value) => ((value - mean) / std) ** power) / sample.size;
  const skewness = central(3);
  const squared = skewness ** 2;
  const kurtosis = central(4);
  const sum = (6 * (kurtosis - squared - 1)) / (6 + 3 * squared - 2 * kurtosis);
  const [a, b] = sum > 0 && Number.isFinite(sum) ? shapesOf(sum, squared, skewness) : [1, 1];
  return widened(sample, a, b, mean, std);
}

function shapesOf(sum: number, squared: number, skewness: number): readonly [number, number] {
  const bent = (sum + 2) * Math.sqrt(squared / ((sum + 2) ** 2 * squared + 16 * (sum + 1)));
  const [less, more] = [(sum / 2) * (1 - bent), (sum / 2) * (1 + bent)].map((shape) => Math.max(shape, 0.1));
  return skewness >= 0 ? [less ?? 1, more ?? 1] : [more ?? 1, less ?? 1];
}

/** The start and the scale of these shapes, so far apart that all values lie between. */
function widened(sample: Sample, a: number, b: number, mean: number, std: number): readonly number[] {
  const scale = std * Math.sqrt(((a + b) ** 2 * (a + b + 1)) / (a * b));
  const start = mean - (scale * a) / (a + b);
  const [low, high] = [smallest(sample), largest(sample)];
  const margin = (high - low) * 0.01;
  const from = Math.min(start, low - margin);
  return [a, b, from, Math.max(start + scale, high + margin) - from];
}

export function betaThickness({ a, b, start, scale }: Beta, value: number): number {
  const x = (value - start) / scale;
  if (x <= 0 || x >= 1) return 0;
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b)) / scale;
}

export function betaShare({ a, b, start, scale }: Beta, value: number): number {
  return betaCumulative((value - start) / scale, a, b);
}

export function betaValue({ a, b, start, scale }: Beta, share: number): number {
  return start + scale * betaQuantile(share, a, b);
}

export function betaMean({ a, b, start, scale }: Beta): number {
  return start + (scale * a) / (a + b);
}

export function betaStd({ a, b, scale }: Beta): number {
  return scale * Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));
}
