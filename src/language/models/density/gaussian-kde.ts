import type { Sample } from '../model.ts';
import { normalDensity } from '../numeric/normal.ts';
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
/** Points of the grid for each bandwidth, unless they become too many. */
const POINTS = 8;
const MAX_POINTS = 2 ** 16;

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
  const length = largest(sample) + REACH * bandwidth - first;
  const points = Math.min(Math.ceil((length / bandwidth) * POINTS), MAX_POINTS);
  const step = length / (points - 1);
  const densities = densitiesOf(sample, first, step, points, Math.max(bandwidth, step));
  return { first, step, densities, shares: sharesOf(densities, step) };
}

/** The areas up to each point: trapezia, with the first term of the formula of Euler and Maclaurin. */
function sharesOf(densities: Float64Array, step: number): Float64Array {
  let sum = 0;
  const shares = densities.map((density, index) => {
    const before = densities[index - 1] ?? 0;
    sum += (step * (before + density)) / 2;
    return sum - (step / 24) * ((densities[index + 1] ?? 0) - before);
  });
  return shares.map((share) => share / sum);
}

/** Each value adds its own distribution to the points within its reach. */
function densitiesOf(sample: Sample, first: number, step: number, points: number, width: number): Float64Array {
  const densities = new Float64Array(points);
  for (const [at, value] of sample.values.entries()) {
    const weight = (sample.counts[at] ?? 0) / (sample.size * width);
    const from = Math.max(0, Math.ceil((value - REACH * width - first) / step));
    const to = Math.min(points - 1, Math.floor((value + REACH * width - first) / step));
    for (let index = from; index <= to; index++) {
      const distance = (first + index * step - value) / width;
      densities[index] = (densities[index] ?? 0) + weight * normalDensity(distance);
    }
  }
  return densities;
}

/** The sum over all values in reach, to the precision of a double. */
export function kdeThickness({ sample, bandwidth }: GaussianKde, value: number): number {
  const { values, counts, size } = sample;
  const end = firstAbove(values, value + REACH * bandwidth);
  let sum = 0;
  for (let index = firstAbove(values, value - REACH * bandwidth); index < end; index++) {
    sum += (counts[index] ?? 0) * normalDensity((value - (values[index] ?? 0)) / bandwidth);
  }
  return sum / (size * bandwidth);
}

/** Between the points of the grid by the cubic that has their shares and densities. */
export function kdeShare({ grid }: GaussianKde, value: number): number {
  const { first, step, densities, shares } = grid;
  const at = (value - first) / step;
  const index = Math.floor(at);
  if (index < 0) return 0;
  if (index >= shares.length - 1) return 1;
  const t = at - index;
  const [low, high] = [shares[index] ?? 0, shares[index + 1] ?? 1];
  const [lowSlope, highSlope] = [step * (densities[index] ?? 0), step * (densities[index + 1] ?? 0)];
  const bend = t * t * (3 - 2 * t);
  return low + (high - low) * bend + t * (1 - t) * (lowSlope * (1 - t) - highSlope * t);
}

/** The value with a share, found from the points of the grid on either side. */
export function kdeValue(kde: GaussianKde, wanted: number): number {
  const { first, step, densities, shares } = kde.grid;
  const above = firstAbove(shares, wanted);
  if (above === 0) return first;
  if (above >= shares.length) return first + step * (shares.length - 1);
  const [low, high] = [shares[above - 1] ?? 0, shares[above] ?? 1];
  const value = first + step * (above - 1 + (wanted - low) / (high - low));
  const density = ((densities[above - 1] ?? 0) + (densities[above] ?? 0)) / 2;
  const better = value - (kdeShare(kde, value) - wanted) / density;
  return Math.abs(better - value) < step ? better : value;
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
