/** Observations of the least squares problem, which come one by one and are not kept. */
export interface LeastSquares {
  /** One observation: the features and what they should sum up to. */
  add(features: readonly number[], target: number): void;
  /** The weights of the features and what is added to them; undefined before the first observation. */
  solve(): Weights | undefined;
}

export interface Weights {
  readonly coefficients: readonly number[];
  readonly intercept: number;
}

/**
 * Finds the weights with the least squares, of all those the smallest ones, as `numpy.linalg.lstsq` does. What came by
 * is held as a triangle that rotations keep up to date: its size does not depend on the number of observations.
 */
export function openLeastSquares(count: number, hasIntercept: boolean): LeastSquares {
  const width = count + (hasIntercept ? 2 : 1);
  const triangle = Array.from({ length: width }, () => new Float64Array(width));
  const sums = new Float64Array(count + 1);
  let seen = 0;
  return {
    add: (features, target) => {
      seen++;
      for (const [index, value] of [...features, target].entries()) sums[index] = (sums[index] ?? 0) + value;
      rotateIn(triangle, Float64Array.from([...(hasIntercept ? [1] : []), ...features, target]));
    },
    solve: () => {
      if (seen === 0) return undefined;
      // Behind the column of ones the triangle is that of the observations less their means.
      const from = hasIntercept ? 1 : 0;
      const rows = triangle.slice(from, from + count).map((row) => row.subarray(from));
      const coefficients = smallestSolution(rows, count, Math.max(seen, count));
      const means = [...sums].map((sum) => sum / seen);
      const explained = coefficients.reduce((sum, coefficient, index) => sum + coefficient * (means[index] ?? 0), 0);
      return { coefficients, intercept: hasIntercept ? (means[count] ?? 0) - explained : 0 };
    },
  };
}

/** Givens' rotations: each takes one element of the new row away. */
function rotateIn(triangle: readonly Float64Array[], row: Float64Array): void {
  for (const [index, held] of triangle.entries()) {
    const [kept, added] = [held[index] ?? 0, row[index] ?? 0];
    if (added === 0) continue;
    const length = Math.hypot(kept, added);
    const [cosine, sine] = [kept / length, added / length];
    for (let column = index; column < row.length; column++) {
      const [above, below] = [held[column] ?? 0, row[column] ?? 0];
      held[column] = cosine * above + sine * below;
      row[column] = cosine * below - sine * above;
    }
  }
}

/** Of `rows` (features, then the target) by their singular values; what is zero but for rounding counts as zero. */
function smallestSolution(rows: readonly Float64Array[], count: number, size: number): readonly number[] {
  const columns = Array.from({ length: count }, (_, column) => Float64Array.from(rows, (row) => row[column] ?? 0));
  const turned = orthogonalise(columns);
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const limit = Math.max(0, ...lengths) * Number.EPSILON * size;
  const target = Float64Array.from(rows, (row) => row[count] ?? 0);
  const parts = columns.map((column, index) => {
    const length = lengths[index] ?? 0;
    return length > limit ? dot(column, target) / length ** 2 : 0;
  });
  return Array.from({ length: count }, (_, feature) =>
    parts.reduce((sum, part, index) => sum + part * (turned[index]?.[feature] ?? 0), 0),
  );
}

/** Sweeps after which the columns are at right angles for all purposes. */
const MAX_SWEEPS = 60;

/** Turns columns until each two are at right angles (Jacobi's method, one-sided); gives how they were turned. */
function orthogonalise(columns: readonly Float64Array[]): readonly Float64Array[] {
  const turns = columns.map((_, index) => Float64Array.from(columns, (__, other) => (other === index ? 1 : 0)));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let isDone = true;
    for (const [first, a] of columns.entries()) {
      for (const [offset, b] of columns.slice(first + 1).entries()) {
        const angle = angleBetween(a, b);
        if (angle === 0) continue;
        isDone = false;
        turn(a, b, angle);
        const [turnA, turnB] = [turns[first], turns[first + 1 + offset]];
        if (turnA !== undefined && turnB !== undefined) turn(turnA, turnB, angle);
      }
    }
    if (isDone) break;
  }
  return turns;
}

/** The tangent by which two columns must be turned; 0 where they are at right angles. */
function angleBetween(a: Float64Array, b: Float64Array): number {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb) || ab === 0) return 0;
  const zeta = (bb - aa) / (2 * ab);
  return (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
}

function turn(a: Float64Array, b: Float64Array, tangent: number): void {
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let index = 0; index < a.length; index++) {
    const [left, right] = [a[index] ?? 0, b[index] ?? 0];
    a[index] = cosine * left - sine * right;
    b[index] = sine * left + cosine * right;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
