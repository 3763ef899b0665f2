import { assertNever } from '../../../shared/problem.ts';
import type { Value } from '../../ir.ts';
import type { DensityGroup, DensityModel } from '../model.ts';
import { betaMean, betaStd } from './beta.ts';
import type { Distribution } from './distribution.ts';
import { largest, smallest } from './sample.ts';

/** The columns that `summary` adds to the fields of BY, which must have other names. */
export const SUMMARY_COLUMNS = ['type', 'min', 'max', 'mean', 'std', 'cardinality', 'distance', 'other'] as const;

/** One row for each group, in the order of their values as texts. */
export function summaryOf(model: DensityModel): readonly ReadonlyMap<string, Value>[] {
  return [...model.groups.values()].map((group) => {
    const by = model.by.flatMap((name, index): [string, Value][] => {
      const value = group.values[index];
      return value === undefined ? [] : [[name, value]];
    });
    return new Map<string, Value>([...by, ...figuresOf(group, model)]);
  });
}

function figuresOf({ distribution, sample, distance }: DensityGroup, { options }: DensityModel): [string, Value][] {
  const { mean, std, name, other } = descriptionOf(distribution);
  return [
    ['type', options.isAuto ? `Auto: ${name}` : name],
    ['min', smallest(sample)],
    ['max', largest(sample)],
    ['mean', mean],
    ['std', std],
    ['cardinality', sample.size],
    ['distance', `metric: ${options.metric}, distance: ${distance}`],
    ...(other === undefined ? [] : [['other', other] satisfies [string, Value]]),
  ];
}

interface Description {
  readonly name: string;
  readonly mean: number;
  readonly std: number;
  /** Its parameters beside mean and standard deviation. */
  readonly other?: string;
}

function descriptionOf(distribution: Distribution): Description {
  switch (distribution.type) {
    case 'norm':
      return { name: 'Normal', mean: distribution.mean, std: distribution.std };
    case 'expon':
      return { name: 'Exponential', mean: distribution.start + distribution.scale, std: distribution.scale };
    case 'gaussian_kde': {
      const { mean, std, bandwidth, sample } = distribution;
      return { name: 'Gaussian KDE', mean, std, other: `bandwidth: ${bandwidth}, parameter size: ${sample.size}` };
    }
    case 'beta': {
      const { a, b, start, scale } = distribution;
      const other = `alpha: ${a}, beta: ${b}, location: ${start}, scale: ${scale}`;
      return { name: 'Beta', mean: betaMean(distribution), std: betaStd(distribution), other };
    }
    default:
      return assertNever(distribution);
  }
}
