import { assertNever } from '../../../shared/problem.ts';
import { type Beta, betaShare, betaThickness, betaValue } from './beta.ts';
import { type Exponential, exponentialShare, exponentialThickness, exponentialValue } from './exponential.ts';
import { type GaussianKde, kdeShare, kdeThickness, kdeValue } from './gaussian-kde.ts';
import { type Normal, normalShare, normalThickness, normalValue } from './normal.ts';

export type Distribution = Normal | Exponential | GaussianKde | Beta;

/** The probability density at a value. */
export function densityAt(distribution: Distribution, value: number): number {
  switch (distribution.type) {
    case 'norm':
      return normalThickness(distribution, value);
    case 'expon':
      return exponentialThickness(distribution, value);
    case 'gaussian_kde':
      return kdeThickness(distribution, value);
    case 'beta':
      return betaThickness(distribution, value);
    default:
      return assertNever(distribution);
  }
}

/** The share of the distribution below a value, from 0 to 1. */
export function shareBelow(distribution: Distribution, value: number): number {
  switch (distribution.type) {
    case 'norm':
      return normalShare(distribution, value);
    case 'expon':
      return exponentialShare(distribution, value);
    case 'gaussian_kde':
      return kdeShare(distribution, value);
    case 'beta':
      return betaShare(distribution, value);
    default:
      return assertNever(distribution);
  }
}

/** The value below which a share of the distribution lies. */
export function valueAtShare(distribution: Distribution, share: number): number {
  switch (distribution.type) {
    case 'norm':
      return normalValue(distribution, share);
    case 'expon':
      return exponentialValue(distribution, share);
    case 'gaussian_kde':
      return kdeValue(distribution, share);
    case 'beta':
      return betaValue(distribution, share);
    default:
      return assertNever(distribution);
  }
}
