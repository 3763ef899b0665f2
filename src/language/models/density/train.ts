import { setImmediate } from 'node:timers/promises';
import type { Row, Value } from '../../ir.ts';
import { figureOf } from '../../plan/moving-average.ts';
import type { DensityGroup, DensityModel } from '../model.ts';
import { openReservoir } from '../reservoir.ts';
import { fitDistribution } from './choose.ts';
import type { DensityOptions } from './options.ts';
import { numbersOf, sampleOf } from './sample.ts';

/** More results than these are sampled, as the toolkit's setting max_inputs has it. */
const MAX_RESULTS = 100_000;

/** Results from which on the toolkit takes a distribution for accurate. */
export const ACCURATE_RESULTS = 50;

export interface DensityTraining {
  add(row: Row): void;
  /** The model of what was added. Others have their turn between two groups. */
  model(): Promise<DensityModel>;
}

interface Observation {
  readonly key: string;
  readonly values: readonly Value[];
  readonly figure: number;
}

/** Begins with what an earlier model learned, if one is given. Results without a number or a group are passed over. */
export function trainDensity(
  feature: string,
  by: readonly string[],
  options: DensityOptions,
  earlier?: DensityModel,
): DensityTraining {
  const reservoir = openReservoir<Observation>(MAX_RESULTS, options.seed);
  for (const [key, { values, sample }] of earlier?.groups ?? []) {
    for (const figure of numbersOf(sample)) reservoir.add({ key, values, figure });
  }
  return {
    add: (row) => {
      const figure = figureOf(row[feature]);
      const values = groupValues(row, by);
      if (figure !== undefined && values !== undefined) reservoir.add({ key: groupKey(values), values, figure });
    },
    model: async () => {
      const groups = await fitGroups(reservoir.items, options);
      return { algorithm: 'DensityFunction', feature, by, options, groups };
    },
  };
}

async function fitGroups(
  observations: readonly Observation[],
  { distributions, metric }: DensityOptions,
): Promise<ReadonlyMap<string, DensityGroup>> {
  const figures = new Map<string, { values: readonly Value[]; figures: number[] }>();
  for (const { key, values, figure } of observations) {
    const group = figures.get(key);
    if (group === undefined) figures.set(key, { values, figures: [figure] });
    else group.figures.push(figure);
  }
  const groups = new Map<string, DensityGroup>();
  for (const key of [...figures.keys()].sort()) {
    const { values = [], figures: numbers = [] } = figures.get(key) ?? {};
    const sample = sampleOf(numbers);
    groups.set(key, { values, sample, ...fitDistribution(sample, distributions, metric) });
    await setImmediate();
  }
  return groups;
}

/** What a result has in the fields of BY; undefined where it lacks one. */
export function groupValues(row: Row, by: readonly string[]): readonly Value[] | undefined {
  const values = by.map((field) => row[field]);
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** Numbers and texts that print alike are of one group. */
export function groupKey(values: readonly Value[]): string {
  return JSON.stringify(values.map((value) => (typeof value === 'object' ? value : String(value))));
}
