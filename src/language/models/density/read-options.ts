import type { Span } from '../../../shared/span.ts';
import type { Parameter } from '../../parse/plain.ts';
import { fail } from '../../plan/fail.ts';
import {
  BOOLEAN,
  numbersWithin,
  type ParameterValues,
  parameterValues,
  WHOLE_NUMBER,
  word,
  words,
} from '../parameters.ts';
import { type DensityOptions, DISTRIBUTIONS, METRICS, type NamedThreshold, type Threshold } from './options.ts';

/** Source: Splunk Machine Learning Toolkit, Algorithms, DensityFunction: its constraints. */
const AREAS = numbersWithin(1e-9, 1);
const MAX_THRESHOLDS = 5;

const KINDS = {
  dist: word('auto', ...DISTRIBUTIONS),
  exclude_dist: words(...DISTRIBUTIONS),
  metric: word(...METRICS),
  threshold: AREAS,
  lower_threshold: AREAS,
  upper_threshold: AREAS,
  show_density: BOOLEAN,
  show_options: words('feature_variables', 'split_by', 'params'),
  sample: BOOLEAN,
  full_sample: BOOLEAN,
  full_samples: BOOLEAN,
  random_state: WHOLE_NUMBER,
  partial_fit: BOOLEAN,
};

type Given = ParameterValues<typeof KINDS>;

const ALGORITHM = 'DensityFunction';

/** What `fit` was told. @throws Problem SPL106 */
export function fitOptions(parameters: readonly Parameter[], span: Span): DensityOptions & { isPartial: boolean } {
  const given = parameterValues(parameters, KINDS, ALGORITHM);
  const { dist = 'auto', metric = 'wasserstein', partial_fit: isPartial = false } = given;
  return {
    distributions: dist === 'auto' ? distributionsLeft(given, span) : [dist],
    isAuto: dist === 'auto',
    metric,
    ...shownWith(given),
    thresholds: thresholdsOf(given, span) ?? [{ threshold: { kind: 'both', area: 0.01 }, suffix: '' }],
    showsDensity: given.show_density ?? false,
    seed: given.random_state ?? 0,
    isPartial,
  };
}

/**
 * What `apply` was told, over what the model was fitted with. `dist` and `metric` are taken and mean nothing: the model
 * has its own. @throws Problem SPL106
 */
export function applyOptions(fitted: DensityOptions, parameters: readonly Parameter[], span: Span): DensityOptions {
  const given = parameterValues(parameters, KINDS, ALGORITHM);
  return {
    ...fitted,
    ...shownWith(given),
    thresholds: thresholdsOf(given, span) ?? fitted.thresholds,
    showsDensity: given.show_density ?? fitted.showsDensity,
    seed: given.random_state ?? fitted.seed,
  };
}

/** Samples and options are shown where they are asked for, each time anew. */
function shownWith(given: Given): Pick<DensityOptions, 'hasSample' | 'hasFullSample' | 'shown'> {
  return {
    hasSample: given.sample ?? false,
    hasFullSample: given.full_sample ?? given.full_samples ?? false,
    shown: given.show_options ?? [],
  };
}

function distributionsLeft({ exclude_dist: excluded = [] }: Given, span: Span): DensityOptions['distributions'] {
  const left = DISTRIBUTIONS.filter((type) => !excluded.includes(type));
  if (left.length === 0)
    fail('SPL106', 'exclude_dist leaves no distribution', span, 'exclude three of the four at most');
  return left;
}

function thresholdsOf(given: Given, span: Span): readonly NamedThreshold[] | undefined {
  const { threshold: both, lower_threshold: lower, upper_threshold: upper } = given;
  if (both !== undefined) {
    if (lower !== undefined || upper !== undefined) {
      fail('SPL106', 'threshold stands alone', span, 'leave out lower_threshold and upper_threshold, or threshold');
    }
    return named(both, (area) => ({ kind: 'both', area }), span);
  }
  if (lower !== undefined && upper !== undefined) return [{ threshold: endsOf(lower, upper, span), suffix: '' }];
  if (lower !== undefined) return named(lower, (area) => ({ kind: 'ends', lower: area }), span);
  return upper && named(upper, (area) => ({ kind: 'ends', upper: area }), span);
}

function endsOf(lower: readonly string[], upper: readonly string[], span: Span): Threshold {
  if (lower.length > 1 || upper.length > 1) {
    fail('SPL106', 'lower_threshold and upper_threshold together have one value each', span);
  }
  const ends = { lower: Number(lower[0]), upper: Number(upper[0]) };
  if (ends.lower + ends.upper >= 1) fail('SPL106', 'lower_threshold and upper_threshold together are below 1', span);
  return { kind: 'ends', ...ends };
}

/** Columns of several thresholds are told apart by their values. */
function named(areas: readonly string[], make: (area: number) => Threshold, span: Span): readonly NamedThreshold[] {
  if (areas.length > MAX_THRESHOLDS) fail('SPL106', `DensityFunction takes at most ${MAX_THRESHOLDS} thresholds`, span);
  return areas.map((spelled) => ({
    threshold: make(Number(spelled)),
    suffix: areas.length > 1 ? `_th=${spelled}` : '',
  }));
}
