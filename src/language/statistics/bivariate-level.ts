import { type Forecast, likeliest, type Series } from './local-level.ts';

/** Two series at the same points of time. */
export type PairOfSeries = readonly [Series, Series];

export interface BivariateForecasts {
  /** What is expected of each series before the point itself is seen. */
  readonly before: readonly (readonly [Forecast, Forecast] | undefined)[];
  /** What is expected of the first series once the second one is seen there; as before where that is missing. */
  readonly given: readonly (Forecast | undefined)[];
}

/** A symmetric matrix of two rows: variances of both and their covariance. */
interface Covariance {
  readonly first: number;
  readonly second: number;
  readonly both: number;
}

/**
 * Forecasts by the local level model of two series: both levels move by chance and are seen through noise, and the
 * steps and the noise of both go together in the same way (the homogeneous model). The variances are those of the
 * greatest likelihood over the points at which both are known.
 *
 * Source: A. C. Harvey, Forecasting, Structural Time Series Models and the Kalman Filter, section 8.3.
 */
export function bivariateLevel([first, second]: PairOfSeries, ahead: number): BivariateForecasts {
  const pairs = first.flatMap((a, at): Point[] => {
    const b = second[at];
    return a === undefined || b === undefined ? [{}] : [{ first: a, second: b }];
  });
  const share = likeliest((tried) => unlikeliness(pairs, tried));
  const { covariance } = scalarFiltered(pairs, share);
  const length = Math.max(first.length, second.length) + ahead;
  const points = Array.from({ length }, (_, at): Point => {
    const [a, b] = [first[at], second[at]];
    return { ...(a !== undefined && { first: a }), ...(b !== undefined && { second: b }) };
  });
  return filtered(points, share, covariance);
}

interface Point {
  readonly first?: number;
  readonly second?: number;
}

/** Twice the negative logarithm of the likelihood but for a constant, where the whole covariance is the likeliest. */
function unlikeliness(pairs: readonly Point[], share: number): number {
  const { covariance, count, logs } = scalarFiltered(pairs, share);
  const { first, second, both } = covariance;
  const determinant = first * second - both * both;
  if (count === 0) return 0;
  return count * Math.log(Math.max(determinant, Number.MIN_VALUE)) + 2 * logs;
}

/** In the homogeneous model the gain is one number for both series as long as both are known or both are missing. */
function scalarFiltered(pairs: readonly Point[], share: number) {
  let level: { first: number; second: number; variance: number } | undefined;
  let [first, second, both, count, logs] = [0, 0, 0, 0, 0];
  for (const { first: a, second: b } of pairs) {
    if (level !== undefined) level.variance += share;
    if (a === undefined || b === undefined) continue;
    if (level === undefined) {
      level = { first: a, second: b, variance: 1 - share };
      continue;
    }
    const variance = level.variance + 1 - share;
    const [x, y] = [a - level.first, b - level.second];
    first += (x * x) / variance;
    second += (y * y) / variance;
    both += (x * y) / variance;
    count++;
    logs += Math.log(variance);
    const gain = level.variance / variance;
    level = { first: level.first + gain * x, second: level.second + gain * y, variance: level.variance * (1 - gain) };
  }
  const scale = Math.max(count, 1);
  return { covariance: { first: first / scale, second: second / scale, both: both / scale }, count, logs };
}

interface State {
  readonly first: number;
  readonly second: number;
  readonly variance: Covariance;
}

/** The filter with whole matrices, for points of which one or both values are missing. */
function filtered(points: readonly Point[], share: number, covariance: Covariance): BivariateForecasts {
  const [noise, step] = [times(covariance, 1 - share), times(covariance, share)];
  const before: (readonly [Forecast, Forecast] | undefined)[] = [];
  const given: (Forecast | undefined)[] = [];
  let state: State | undefined;
  for (const point of points) {
    if (state === undefined) {
      before.push(undefined);
      given.push(undefined);
      const { first, second } = point;
      if (first !== undefined && second !== undefined) {
        state = { first, second, variance: plus(noise, step) };
      }
      continue;
    }
    const seen = plus(state.variance, noise);
    before.push([
      { mean: state.first, variance: seen.first },
      { mean: state.second, variance: seen.second },
    ]);
    given.push(givenSecond(state, seen, point));
    const corrected = withFirst(withSecond(state, noise, point), noise, point);
    state = { ...corrected, variance: plus(corrected.variance, step) };
  }
  return { before, given };
}

function givenSecond(state: State, seen: Covariance, { second }: Point): Forecast {
  if (second === undefined || seen.second <= 0) return { mean: state.first, variance: seen.first };
  const slope = seen.both / seen.second;
  const mean = state.first + slope * (second - state.second);
  return { mean, variance: Math.max(0, seen.first - slope * seen.both) };
}

/** One value at a time comes to the same as both at once where their noise is told apart first. */
function withSecond(state: State, noise: Covariance, { first, second }: Point): State {
  if (second === undefined) return state;
  if (first !== undefined) return withBoth(state, noise, first, second);
  const { variance } = state;
  const total = variance.second + noise.second;
  if (total <= 0) return state;
  const error = second - state.second;
  return {
    first: state.first + (variance.both / total) * error,
    second: state.second + (variance.second / total) * error,
    variance: {
      first: variance.first - (variance.both * variance.both) / total,
      second: variance.second - (variance.second * variance.second) / total,
      both: variance.both - (variance.both * variance.second) / total,
    },
  };
}

function withFirst(state: State, noise: Covariance, { first, second }: Point): State {
  if (first === undefined || second !== undefined) return state;
  return swapped(withSecond(swapped(state), { ...noise, first: noise.second, second: noise.first }, { second: first }));
}

function swapped({ first, second, variance }: State): State {
  return {
    first: second,
    second: first,
    variance: { first: variance.second, second: variance.first, both: variance.both },
  };
}

function withBoth(state: State, noise: Covariance, first: number, second: number): State {
  const { variance } = state;
  const total = plus(variance, noise);
  const determinant = total.first * total.second - total.both * total.both;
  // Series that go together to the last digit tell the same twice: the first of them is enough.
  if (determinant <= Number.EPSILON * total.first * total.second) {
    return { ...withFirst(state, noise, { first }), second };
  }
  const [x, y] = [first - state.first, second - state.second];
  const gain = (own: number, other: number): readonly [number, number] => [
    (own * total.second - other * total.both) / determinant,
    (other * total.first - own * total.both) / determinant,
  ];
  const [a, b] = gain(variance.first, variance.both);
  const [c, d] = gain(variance.both, variance.second);
  return {
    first: state.first + a * x + b * y,
    second: state.second + c * x + d * y,
    variance: {
      first: variance.first - a * variance.first - b * variance.both,
      second: variance.second - c * variance.both - d * variance.second,
      both: variance.both - a * variance.both - b * variance.second,
    },
  };
}

function plus(a: Covariance, b: Covariance): Covariance {
  return { first: a.first + b.first, second: a.second + b.second, both: a.both + b.both };
}

function times({ first, second, both }: Covariance, factor: number): Covariance {
  return { first: first * factor, second: second * factor, both: both * factor };
}
