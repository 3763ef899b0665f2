/** A point of the simplex, with what the function is there. */
interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

/** Both as `scipy.optimize.fmin` has them, so that fits end where those of the toolkit do. */
const TOLERANCE = 1e-4;
const STEPS_FOR_EACH = 200;

/**
 * Walks downhill to a minimum of a function, by the simplex of Nelder and Mead. The function may be infinite where
 * there is none; the start must be finite. Ends when the simplex is small, or after 200 steps for each dimension.
 */
export function minimise(valueAt: (at: readonly number[]) => number, start: readonly number[]): readonly number[] {
  const vertex = (at: readonly number[]): Vertex => ({ at, value: valueAt(at) });
  let simplex = [start, ...start.map((_, index) => nudged(start, index))].map(vertex).sort(byValue);
  for (let step = 0; step < STEPS_FOR_EACH * start.length && !isSmall(simplex); step++) {
    simplex = moved(simplex, vertex).sort(byValue);
  }
  return simplex[0]?.at ?? start;
}

function byValue(a: Vertex, b: Vertex): number {
  return a.value - b.value || 0;
}

function nudged(start: readonly number[], index: number): readonly number[] {
  return start.map((value, other) => (other !== index ? value : value === 0 ? 0.00025 : value * 1.05));
}

function isSmall([best, ...others]: readonly Vertex[]): boolean {
  if (best === undefined) return true;
  return others.every(({ at, value }) => {
    const isNear = at.every((coordinate, index) => Math.abs(coordinate - (best.at[index] ?? 0)) <= TOLERANCE);
    return isNear && Math.abs(value - best.value) <= TOLERANCE;
  });
}

/** The simplex with its worst vertex put elsewhere, or all of it drawn together. */
function moved(simplex: readonly Vertex[], vertex: (at: readonly number[]) => Vertex): Vertex[] {
  const [best] = simplex;
  const rest = simplex.slice(0, -1);
  const worst = simplex.at(-1);
  const second = rest.at(-1);
  if (best === undefined || worst === undefined || second === undefined) return [...simplex];
  const centre = best.at.map((_, index) => rest.reduce((sum, { at }) => sum + (at[index] ?? 0), 0) / rest.length);
  const away = (share: number): Vertex =>
    vertex(centre.map((value, index) => value + share * (value - (worst.at[index] ?? 0))));
  const reflected = away(1);
  if (reflected.value < best.value) {
    const expanded = away(2);
    return [...rest, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < second.value) return [...rest, reflected];
  const isOutside = reflected.value < worst.value;
  const contracted = away(isOutside ? 0.5 : -0.5);
  if (contracted.value <= (isOutside ? reflected.value : worst.value)) return [...rest, contracted];
  return [
    best,
    ...simplex.slice(1).map(({ at }) => vertex(best.at.map((value, index) => (value + (at[index] ?? 0)) / 2))),
  ];
}
