/** Number, mean and spread of numbers that come one by one. */
export interface Moments {
  add(value: number): void;
  readonly count: number;
  /** 0 of none. */
  readonly mean: number;
  /** Of a sample (n−1); 0 of fewer than two. */
  readonly deviation: number;
}

/**
 * Keeps mean and spread without keeping the numbers.
 *
 * Source: B. P. Welford, Note on a Method for Calculating Corrected Sums of Squares and Products (1962).
 */
export function moments(): Moments {
  let [count, mean, squares] = [0, 0, 0];
  return {
    add: (value) => {
      count++;
      const before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    },
    get count() {
      return count;
    },
    get mean() {
      return mean;
    },
    get deviation() {
      return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    },
  };
}

/** How many deviations a number lies from the mean; infinity where all were equal and this one is not. */
export function distanceFrom({ mean, deviation }: Moments, value: number): number {
  if (value === mean) return 0;
  return deviation === 0 ? Number.POSITIVE_INFINITY : Math.abs(value - mean) / deviation;
}
