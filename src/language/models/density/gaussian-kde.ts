import type { Sample } from '../model.ts';
import { normalCumulative, normalDensity } from '../numeric/normal.ts';
import { largest, momentsOf, smallest, thinned } from './sample.ts';

/** A normal distribution of the same width around every value. */
export interface GaussianKde {
  readonly type: 'gaussian_kde';
  readonly sample: Sample;
  /** The standard deviation of each of them. */
  readonly bandwidth: number;
  /** Of the values themselves. */
  readonly mean: number;
  readonly std: number;
  /** The density at evenly spaced values, and the share below each. */
  readonly grid: KdeGrid;
}

export interface KdeGrid {
  readonly first: number;
  readonly step: number;
  readonly densities: Float64Array;
  readonly shares: Float64Array;
}

/** As the toolkit's setting max_kde_parameter_size. */
const MAX_VALUES = 10_000;

/** Bandwidths beyond which a normal distribution has nothing left to a double. */
const REACH = 8;
const GRID_POINTS = 1024;

/** The width is by Scott's rule, as that of `scipy.stats.gaussian_kde`. The values must not all be the same. */
export function fitKde(given: Sample): GaussianKde {
  const { mean, variance } = momentsOf(given);
  const sample = thinned(given, MAX_VALUES);
  const { size } = sample;
  const bandwidth = Math.sqrt((momentsOf(sample).variance * size) / (size - 1)) * size ** -0.2;
  return { type: 'gaussian_kde', sample, bandwidth, mean, std: Math.sqrt(variance), grid: gridOf(sample, bandwidth) };
}

function gridOf(sample: Sample, bandwidth: number): KdeGrid {
  const first = smallest(sample) - REACH * bandwidth;
  const step = (largest(sample) + REACH * bandwidth - first) / (GRID_POINTS - 1);
  const points = Float64Array.from({ length: GRID_POINTS }, (_, index) => first + index * step);
  return {
    first,
    step,
    densities: points.map((value) => thickness(sample, bandwidth, value)),
    shares: points.map((value) => share(sample, bandwidth, value)),
  };
}

export function kdeThickness({ sample, bandwidth }: GaussianKde, value: number): number {
  return thickness(sample, bandwidth, value);
}

export function kdeShare({ sample, bandwidth }: GaussianKde, value: number): number {
  return share(sample, bandwidth, value);
}

/** Read from the grid: as near as its points are to one another. */
export function kdeValue({ grid }: GaussianKde, wanted: number): number {
  const { first, step, shares } = grid;
  const last = shares.length - 1;
  const above = firstAbove(shares, wanted);
  if (above === 0) return first;
  if (above > last) return first + step * last;
  const [low, high] = [shares[above - 1] ?? 0, shares[above] ?? 1];
  return first + step * (above - 1 + (wanted - low) / (high - low));
}

/** The index of the first element that is greater; of ascending ones. */
function firstAbove(ascending: Float64Array, wanted: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

function thickness({ values, counts, size }: Sample, bandwidth: number, at: number): number {
  const end = firstAbove(values, at + REACH * bandwidth);
  let sum = 0;
  for (let index = firstAbove(values, at - REACH * bandwidth); index < end; index++) {
    sum += (counts[index] ?? 0) * normalDensity((at - (values[index] ?? 0)) / bandwidth);
  }
  return sum / (size * bandwidth);
}

function share({ values, counts, size }: Sample, bandwidth: number, at: number): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    const distance = (at - (values[index] ?? 0)) / bandwidth;
    if (distance < -REACH) break;
    sum += (counts[index] ?? 0) * (distance > REACH ? 1 : normalCumulative(distance));
  }
  return sum / size;
}
