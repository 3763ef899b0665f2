import { assertNever } from '../../../shared/problem.ts';
import type { Sample } from '../model.ts';
import { type Beta, betaShare, fitBeta } from './beta.ts';
import { type Distribution, shareBelow, valueAtShare } from './distribution.ts';
import { fitExponential } from './exponential.ts';
import { fitKde } from './gaussian-kde.ts';
import { fitNormal } from './normal.ts';
import type { DistributionType, Metric } from './options.ts';
import { evenShares, momentsOf, valueAtRank } from './sample.ts';

export interface Fitted {
  readonly distribution: Distribution;
  readonly distance: number;
}

/**
 * The distribution of these types that is nearest to the sample; of equally near ones the first. A sample whose values
 * are all the same has a normal one without width, whatever was asked for; so has one that no type fits. Where there is
 * a choice, no beta distribution in the shape of a U is taken: it has its outliers where most values are.
 *
 * Source: Splunk Machine Learning Toolkit, Algorithms, DensityFunction: its outliers are not accurate there.
 */
export function fitDistribution(sample: Sample, types: readonly DistributionType[], metric: Metric): Fitted {
  const { mean, variance } = momentsOf(sample);
  // Values that are nearly endless, or nearly the same, have a variance that is none.
  const hasWidth = sample.values.length > 1 && variance > 0 && Number.isFinite(variance);
  let best: Fitted | undefined;
  for (const type of hasWidth ? types : []) {
    const distribution = fitType(sample, type);
    if (distribution === undefined || (types.length > 1 && isCup(distribution))) continue;
    const distance = distanceOf(sample, distribution, metric);
    if (best === undefined || distance < best.distance) best = { distribution, distance };
  }
  return best ?? { distribution: { type: 'norm', mean, std: 0 }, distance: 0 };
}

function isCup(distribution: Distribution): boolean {
  return distribution.type === 'beta' && distribution.a < 1 && distribution.b < 1;
}

function fitType(sample: Sample, type: DistributionType): Distribution | undefined {
  switch (type) {
    case 'norm':
      return fitNormal(sample);
    case 'expon':
      return fitExponential(sample);
    case 'gaussian_kde':
      return fitKde(sample);
    case 'beta':
      return fitBeta(sample);
    default:
      return assertNever(type);
  }
}

/** How far a distribution is from a sample. */
export function distanceOf(sample: Sample, distribution: Distribution, metric: Metric): number {
  switch (metric) {
    case 'wasserstein':
      return wasserstein(sample, distribution);
    case 'kolmogorov_smirnov':
      return kolmogorovSmirnov(sample, distribution);
    default:
      return assertNever(metric);
  }
}

/** The largest difference between the shares of the sample and of the distribution below a value. */
function kolmogorovSmirnov(sample: Sample, distribution: Distribution): number {
  let largest = 0;
  let below = 0;
  for (const [index, value] of sample.values.entries()) {
    const share = shareBelow(distribution, value);
    const upTo = below + (sample.counts[index] ?? 0);
    largest = Math.max(largest, share - below / sample.size, upTo / sample.size - share);
    below = upTo;
  }
  return largest;
}

/** Places at which the quantiles are compared. */
const PLACES = 200;

/** The mean difference between quantiles. The toolkit compares with a random sample of the distribution instead. */
function wasserstein(sample: Sample, distribution: Distribution): number {
  const shares = evenShares(PLACES);
  const ofSample = valueAtRank(sample);
  const ofDistribution = distribution.type === 'beta' ? betaQuantiles(distribution, shares) : undefined;
  const sum = shares.reduce((total, share, index) => {
    const value = ofDistribution?.[index] ?? valueAtShare(distribution, share);
    return total + Math.abs(ofSample(share) - value);
  }, 0);
  return sum / PLACES;
}

/** Values at ascending shares, from a table: to find each for itself takes a hundred times as long. */
function betaQuantiles(beta: Beta, shares: readonly number[]): readonly number[] {
  const points = Array.from({ length: 513 }, (_, index) => beta.start + (beta.scale * index) / 512);
  const table = points.map((value) => betaShare(beta, value));
  let index = 1;
  return shares.map((share) => {
    while (index < table.length - 1 && (table[index] ?? 1) < share) index++;
    const [low, high] = [table[index - 1] ?? 0, table[index] ?? 1];
    const from = points[index - 1] ?? 0;
    const width = (points[index] ?? 0) - from;
    return high > low ? from + (width * (share - low)) / (high - low) : from;
  });
}
