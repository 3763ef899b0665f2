import { repeatableRandom } from './random.ts';

export type Point = readonly number[];

/** How far two points are from each other: the sum of differences, or of their squares, or one less the cosine. */
export type Metric = 'cityblock' | 'sqeuclidean' | 'cosine';

export interface KMeansOptions {
  readonly clusters: number;
  readonly metric: Metric;
  /** Starts that are tried. */
  readonly starts: number;
  readonly mostRounds: number;
  /** A round in which no centre moves farther than this is the last. */
  readonly tolerance: number;
}

export interface Clustering {
  readonly centres: readonly Point[];
  /** The cluster of each point, from 0. */
  readonly labels: readonly number[];
  /** Sum of the distances of the points from their centres. */
  readonly distortion: number;
}

/**
 * Splits points into clusters around centres: the best of several starts, which are always the same. Clusters are
 * numbered as their first points come.
 *
 * Source: S. P. Lloyd, Least Squares Quantization in PCM (1982); Arthur and Vassilvitskii, k-means++ (2007).
 */
export function kMeans(points: readonly Point[], options: KMeansOptions): Clustering {
  let best: Clustering | undefined;
  for (let start = 0; start < Math.max(1, options.starts); start++) {
    const found = settled(points, spread(points, options, repeatableRandom(start + 1)), options);
    if (best === undefined || found.distortion < best.distortion) best = found;
  }
  return inOrder(best ?? { centres: [], labels: [], distortion: 0 });
}

/** First centres: points, each the more likely the farther it is from those chosen before. */
function spread(points: readonly Point[], { clusters, metric }: KMeansOptions, random: () => number): Point[] {
  const first = points[Math.floor(random() * points.length)];
  if (first === undefined) return [];
  const centres = [first];
  const nearest = points.map((point) => distance(point, first, metric));
  while (centres.length < Math.min(clusters, points.length)) {
    const chosen = weightedPlace(nearest, random());
    const centre = points[chosen];
    if (centre === undefined) break;
    centres.push(centre);
    points.forEach((point, at) => {
      nearest[at] = Math.min(nearest[at] ?? 0, distance(point, centre, metric));
    });
  }
  return centres;
}

/** A place of a list, the likelier the greater the weight there; -1 where all weights are 0. */
function weightedPlace(weights: readonly number[], random: number): number {
  let left = random * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => {
    left -= weight;
    return weight > 0 && left <= 0;
  });
}

function settled(points: readonly Point[], start: readonly Point[], options: KMeansOptions): Clustering {
  let centres = start;
  let state = assigned(points, centres, options.metric);
  for (let round = 0; round < options.mostRounds; round++) {
    const next = centres.map((centre, cluster) => middle(points, state.labels, cluster, options.metric) ?? centre);
    const moved = Math.max(
      0,
      ...next.map((centre, cluster) => distance(centre, centres[cluster] ?? centre, 'cityblock')),
    );
    if (moved <= options.tolerance) break;
    centres = next;
    const after = assigned(points, centres, options.metric);
    const isSame = after.labels.every((label, at) => label === state.labels[at]);
    state = after;
    if (isSame) break;
  }
  return { centres, ...state };
}

function assigned(points: readonly Point[], centres: readonly Point[], metric: Metric) {
  let distortion = 0;
  const labels = points.map((point) => {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    centres.forEach((centre, cluster) => {
      const far = distance(point, centre, metric);
      if (far < least) [best, least] = [cluster, far];
    });
    if (Number.isFinite(least)) distortion += least;
    return best;
  });
  return { labels, distortion };
}

/** What is nearest to all points of a cluster: their mean, for cityblock the median of each coordinate. */
function middle(points: readonly Point[], labels: readonly number[], cluster: number, metric: Metric) {
  const members = points.filter((_, at) => labels[at] === cluster);
  const [first] = members;
  if (first === undefined) return undefined;
  return first.map((_, axis) => {
    const values = members.map((point) => point[axis] ?? 0);
    if (metric !== 'cityblock') return values.reduce((sum, value) => sum + value, 0) / values.length;
    values.sort((a, b) => a - b);
    const half = Math.floor(values.length / 2);
    return values.length % 2 === 1 ? (values[half] ?? 0) : ((values[half - 1] ?? 0) + (values[half] ?? 0)) / 2;
  });
}

function distance(a: Point, b: Point, metric: Metric): number {
  let [sum, ab, aa, bb] = [0, 0, 0, 0];
  a.forEach((x, axis) => {
    const y = b[axis] ?? 0;
    sum += metric === 'cityblock' ? Math.abs(x - y) : (x - y) ** 2;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  if (metric !== 'cosine') return sum;
  return aa === 0 || bb === 0 ? Number(aa !== bb) : Math.max(0, 1 - ab / Math.sqrt(aa * bb));
}

function inOrder({ centres, labels, distortion }: Clustering): Clustering {
  const order = [...new Set(labels)];
  const places = new Map(order.map((label, at) => [label, at]));
  return {
    centres: order.flatMap((label) => centres.slice(label, label + 1)),
    labels: labels.map((label) => places.get(label) ?? 0),
    distortion,
  };
}
