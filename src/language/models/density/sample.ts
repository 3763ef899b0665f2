import type { Sample } from '../model.ts';

/** Numbers as a sample. */
export function sampleOf(numbers: Iterable<number>): Sample {
  const sorted = Float64Array.from(numbers).sort();
  const values: number[] = [];
  const counts: number[] = [];
  for (const value of sorted) {
    const last = values.length - 1;
    if (value === values[last]) counts[last] = (counts[last] ?? 0) + 1;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  return { values: Float64Array.from(values), counts: Float64Array.from(counts), size: sorted.length };
}

/** Each number of a sample, as often as it occurs, in ascending order. */
export function* numbersOf({ values, counts }: Sample): Generator<number> {
  for (const [index, value] of values.entries()) {
    for (let times = counts[index] ?? 0; times > 0; times--) yield value;
  }
}

export interface Moments {
  readonly mean: number;
  /** Of the population: divided by the number of values. */
  readonly variance: number;
}

export function momentsOf({ values, counts, size }: Sample): Moments {
  const mean = weightedSum(values, counts, (value) => value) / size;
  return { mean, variance: weightedSum(values, counts, (value) => (value - mean) ** 2) / size };
}

/** The sum over all values of what a function makes of them. */
export function weightedSum(values: Float64Array, counts: Float64Array, of: (value: number) => number): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (counts[index] ?? 0) * of(values[index] ?? 0);
  return sum;
}

export function smallest({ values }: Sample): number {
  return values[0] ?? Number.NaN;
}

export function largest({ values }: Sample): number {
  return values.at(-1) ?? Number.NaN;
}

/** Values that stand for a larger sample: those at evenly spaced ranks. A sample of no more than `size` is itself. */
export function thinned(sample: Sample, size: number): Sample {
  if (sample.size <= size) return sample;
  const valueAt = valueAtRank(sample);
  return sampleOf(evenShares(size).map(valueAt));
}

/** The middles of so many equal parts of 0..1. */
export function evenShares(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => (index + 0.5) / count);
}

/** The value of a sample at a share of its ranks. Shares must be asked for in ascending order. */
export function valueAtRank({ values, counts, size }: Sample): (share: number) => number {
  let index = 0;
  let below = counts[0] ?? 0;
  return (share) => {
    while (below < share * size && index + 1 < values.length) {
      index++;
      below += counts[index] ?? 0;
    }
    return values[index] ?? Number.NaN;
  };
}
