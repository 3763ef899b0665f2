import { assertNever } from '../../../shared/problem.ts';
import { type Distribution, valueAtShare } from './distribution.ts';
import type { GaussianKde } from './gaussian-kde.ts';
import type { Threshold } from './options.ts';

/** Values from which on and up to which there are outliers, and their share of the area under the density. */
export interface Region {
  readonly opening: number;
  readonly closing: number;
  readonly area: number;
}

/**
 * Where outliers are, in ascending order. A normal distribution has an outlying region at each end, an exponential one
 * at its upper end alone, a beta distribution at its lower, a Gaussian KDE wherever it is thin. None has any where all
 * values are the same. Source: Splunk Machine Learning Toolkit, Algorithms, DensityFunction.
 */
export function regionsOf(distribution: Distribution, threshold: Threshold): readonly Region[] {
  if (widthOf(distribution) <= 0) return [];
  if (threshold.kind === 'ends') {
    const lower = distribution.type === 'expon' ? undefined : threshold.lower;
    return endsOf(distribution, lower, threshold.upper);
  }
  const { area } = threshold;
  switch (distribution.type) {
    case 'norm':
      return endsOf(distribution, area / 2, area / 2);
    case 'expon':
      return endsOf(distribution, undefined, area);
    case 'beta':
      return endsOf(distribution, area, undefined);
    case 'gaussian_kde':
      return thinRegions(distribution, area);
    default:
      return assertNever(distribution);
  }
}

function widthOf(distribution: Distribution): number {
  switch (distribution.type) {
    case 'norm':
      return distribution.std;
    case 'expon':
    case 'beta':
      return distribution.scale;
    case 'gaussian_kde':
      return distribution.bandwidth;
    default:
      return assertNever(distribution);
  }
}

function endsOf(distribution: Distribution, lower: number | undefined, upper: number | undefined): readonly Region[] {
  const regions: Region[] = [];
  if (lower !== undefined) {
    regions.push({ opening: Number.NEGATIVE_INFINITY, closing: valueAtShare(distribution, lower), area: lower });
  }
  if (upper !== undefined) {
    regions.push({ opening: valueAtShare(distribution, 1 - upper), closing: Number.POSITIVE_INFINITY, area: upper });
  }
  return regions;
}

/** The parts of a Gaussian KDE below the density at which they have the area together. */
function thinRegions({ grid }: GaussianKde, area: number): readonly Region[] {
  const { first, step, densities, shares } = grid;
  const level = levelOf(densities, step, area);
  const regions: Region[] = [];
  let opening: number | undefined = Number.NEGATIVE_INFINITY;
  let openShare = 0;
  for (let index = 1; index < densities.length; index++) {
    const [before, here] = [densities[index - 1] ?? 0, densities[index] ?? 0];
    if (before < level === here < level) continue;
    const part = (level - before) / (here - before);
    const value = first + step * (index - 1 + part);
    const share = (shares[index - 1] ?? 0) + part * ((shares[index] ?? 0) - (shares[index - 1] ?? 0));
    if (here < level) [opening, openShare] = [value, share];
    else if (opening !== undefined) {
      regions.push({ opening, closing: value, area: share - openShare });
      opening = undefined;
    }
  }
  if (opening !== undefined) regions.push({ opening, closing: Number.POSITIVE_INFINITY, area: 1 - openShare });
  return regions;
}

/** The density below which the thinnest parts have the area together. */
function levelOf(densities: Float64Array, step: number, area: number): number {
  const ascending = densities.toSorted();
  let sum = 0;
  for (const density of ascending) {
    if (sum + density * step > area) return density;
    sum += density * step;
  }
  return Number.POSITIVE_INFINITY;
}

/** Whether a value lies in one of the regions. One exactly at the end of a region does not. */
export function isInside(regions: readonly Region[], value: number): boolean {
  return regions.some(({ opening, closing }) => value > opening && value < closing);
}
