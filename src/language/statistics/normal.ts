/**
 * How probable it is that a normal variable lies at least so many standard deviations from its mean, on either side.
 * 1 for 0, 0 for infinity.
 *
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.
 */
export function tailProbability(deviations: number): number {
  const x = Math.abs(deviations) / Math.SQRT2;
  if (!Number.isFinite(x)) return 0;
  return x < SERIES_LIMIT ? 1 - errorSeries(x) : complementFraction(x);
}

/**
 * How many standard deviations on either side of the mean hold this share of a normal variable: 1.96 for 0.95.
 *
 * @param share from 0 to 1, both left out for a finite answer
 */
export function deviationsAround(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return Number.POSITIVE_INFINITY;
  let low = 0;
  let high = FARTHEST;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (1 - tailProbability(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Beyond it no share below 1 can be told from 1 in a double. */
const FARTHEST = 10;
const BISECTIONS = 60;

/** The series is exact to a double's last digits below it, the continued fraction converges fast above. */
const SERIES_LIMIT = 3;
const FRACTION_DEPTH = 100;

/** The error function: 2/√π·e^(-x²) times the sum of 2ⁿ·x^(2n+1) / (1·3·5…(2n+1)). */
function errorSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The complement of the error function, as a continued fraction worked from its end. */
function complementFraction(x: number): number {
  let tail = x;
  for (let n = FRACTION_DEPTH; n > 0; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}
