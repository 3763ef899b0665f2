/** Bins of equal width. */
export interface Histogram {
  /** How many numbers are in the bin of this one. */
  countAt(value: number): number;
}

/** More bins say no more. */
const MOST_BINS = 1000;

/**
 * A histogram over numbers and how often each occurs. The width of its bins is twice the interquartile range over the
 * cube root of the number of numbers; where half of the numbers are equal, a range over the logarithm of their number.
 *
 * Source: Freedman and Diaconis, On the Histogram as a Density Estimator (1981); H. A. Sturges, The Choice of a Class
 * Interval (1926).
 */
export function histogram(counts: ReadonlyMap<number, number>): Histogram {
  const ascending = [...counts].sort(([a], [b]) => a - b);
  const total = ascending.reduce((sum, [, count]) => sum + count, 0);
  const low = ascending[0]?.[0] ?? 0;
  const high = ascending[ascending.length - 1]?.[0] ?? 0;
  const width = widthOf(ascending, total, high - low);
  if (width === 0) return { countAt: (value) => (value === low ? total : 0) };
  const last = Math.max(0, Math.ceil((high - low) / width) - 1);
  const binOf = (value: number) => Math.min(last, Math.floor((value - low) / width));
  const bins = new Map<number, number>();
  for (const [value, count] of ascending) bins.set(binOf(value), (bins.get(binOf(value)) ?? 0) + count);
  return { countAt: (value) => bins.get(binOf(value)) ?? 0 };
}

function widthOf(ascending: readonly (readonly [number, number])[], total: number, range: number): number {
  const spread = quantile(ascending, total, 0.75) - quantile(ascending, total, 0.25);
  const width = spread > 0 ? (2 * spread) / Math.cbrt(total) : range / Math.ceil(Math.log2(total) + 1);
  return Math.max(width, range / MOST_BINS);
}

/** The number at a rank, counted from 0 and rounded down as `perc` of stats does. */
function quantile(ascending: readonly (readonly [number, number])[], total: number, share: number): number {
  const rank = Math.min(total - 1, Math.floor(share * total));
  let passed = 0;
  for (const [value, count] of ascending) {
    passed += count;
    if (passed > rank) return value;
  }
  return 0;
}
