export const DISTRIBUTIONS = ['norm', 'expon', 'gaussian_kde', 'beta'] as const;

export type DistributionType = (typeof DISTRIBUTIONS)[number];

export const METRICS = ['wasserstein', 'kolmogorov_smirnov'] as const;

export type Metric = (typeof METRICS)[number];

/** How much of the area under the density counts as outliers: wherever it is thin, or at its ends. */
export type Threshold =
  | { readonly kind: 'both'; readonly area: number }
  | { readonly kind: 'ends'; readonly lower?: number; readonly upper?: number };

/** A threshold, and what tells its columns from those of others; empty where it is the only one. */
export interface NamedThreshold {
  readonly threshold: Threshold;
  readonly suffix: string;
}

export type ShownOption = 'feature_variables' | 'split_by' | 'params';

/** What `fit DensityFunction` was told, with its defaults. Source: Splunk Machine Learning Toolkit, Algorithms. */
export interface DensityOptions {
  /** One, or those among which the nearest is chosen. */
  readonly distributions: readonly DistributionType[];
  /** Whether the distribution is chosen: `dist=auto`. */
  readonly isAuto: boolean;
  readonly metric: Metric;
  readonly thresholds: readonly NamedThreshold[];
  readonly showsDensity: boolean;
  /** Adds random values from where no outliers are. */
  readonly hasSample: boolean;
  /** Adds random values from the whole distribution. */
  readonly hasFullSample: boolean;
  readonly shown: readonly ShownOption[];
  readonly seed: number;
}
