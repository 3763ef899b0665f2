/**
 * The place between two others where a function of one variable is least, by golden sections. The function falls and
 * then rises between them.
 */
export function minimumBetween(low: number, high: number, f: (x: number) => number): number {
  let [from, to] = [low, high];
  let [left, right] = [to - GOLDEN * (to - from), from + GOLDEN * (to - from)];
  let [atLeft, atRight] = [f(left), f(right)];
  for (let step = 0; step < SECTIONS; step++) {
    if (atLeft <= atRight) {
      [to, right, atRight] = [right, left, atLeft];
      left = to - GOLDEN * (to - from);
      atLeft = f(left);
    } else {
      [from, left, atLeft] = [left, right, atRight];
      right = from + GOLDEN * (to - from);
      atRight = f(right);
    }
  }
  return (from + to) / 2;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** The last of them leave a millionth of the first range. */
const SECTIONS = 30;

/** A function's value at a place. */
interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * A place near a start where a function of several variables is least, by the downhill simplex method.
 *
 * Source: J. A. Nelder and R. Mead, A Simplex Method for Function Minimization, The Computer Journal 7 (1965).
 */
export function minimumNear(start: readonly number[], step: number, f: (at: readonly number[]) => number): Vertex {
  const vertex = (at: readonly number[]): Vertex => ({ at, value: f(at) });
  const simplex = [vertex(start), ...start.map((_, axis) => vertex(start.map((x, i) => (i === axis ? x + step : x))))];
  for (let round = 0; round < ROUNDS; round++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0], simplex[simplex.length - 1]];
    if (best === undefined || worst === undefined || worst.value - best.value < PRECISION) break;
    simplex.splice(0, simplex.length, ...moved(simplex, best, worst, vertex));
  }
  return simplex.reduce((least, one) => (one.value < least.value ? one : least));
}

const ROUNDS = 200;
const PRECISION = 1e-10;

/** One step: the worst vertex goes over to the other side, farther or less far, or all draw near the best one. */
function moved(
  simplex: readonly Vertex[],
  best: Vertex,
  worst: Vertex,
  vertex: (at: readonly number[]) => Vertex,
): readonly Vertex[] {
  const others = simplex.slice(0, -1);
  const centre = best.at.map((_, axis) => others.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / others.length);
  const along = (share: number) => vertex(centre.map((x, axis) => x + share * ((worst.at[axis] ?? 0) - x)));
  const second = others[others.length - 1] ?? best;
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return [...others, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < second.value) return [...others, reflected];
  const contracted = reflected.value < worst.value ? along(-0.5) : along(0.5);
  if (contracted.value < Math.min(worst.value, reflected.value)) return [...others, contracted];
  return simplex.map(({ at }) => vertex(at.map((x, axis) => ((best.at[axis] ?? 0) + x) / 2)));
}
