import type { Plan, Row, Value } from '../ir.ts';
import { booleanOption, choiceOption, integerOption, numberOption, textOption } from '../parse/options.ts';
import { MANY, type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { figureOf } from '../plan/moving-average.ts';
import { isInternal } from '../plan/schema.ts';
import { type NewRow, type NewTable, tabulate } from '../plan/tabulate.ts';
import { type KMeansOptions, kMeans, type Metric, type Point } from '../statistics/k-means.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  reps: integerOption,
  maxiters: integerOption,
  t: numberOption,
  k: textOption,
  cnumfield: textOption,
  distype: choiceOption('l1', 'l1norm', 'cityblock', 'cb', 'l2', 'l2norm', 'sq', 'sqeuclidean', 'cos', 'cosine'),
  showcentroid: booleanOption,
};

export type Kmeans = Plain<'Kmeans', typeof OPTIONS>;

export const kmeans = defineCommand<Kmeans>({
  name: 'kmeans',
  doc: {
    syntax:
      'kmeans [k=<count>] [reps=<n>] [maxiters=<n>] [t=<n>] [cnumfield=<field>] [distype=<type>] [showcentroid=<bool>] [<field>...]',
    summary: 'Groups results by the distance of their numeric fields.',
    source: 'Splunk Search Reference, kmeans',
    options: {
      k: 'how many clusters, from 2 to 1000, or a range such as 2-5 that gives one row for each number; 2 by default',
      reps: 'how many starts are tried; 10 by default',
      maxiters: 'how many rounds a start takes at most; 10000 by default',
      t: 'how far centres may move in the last round; 0 by default',
      cnumfield: 'the field that gets the number of the cluster; CLUSTERNUM by default',
      distype: 'l1 (cityblock), l2 (sqeuclidean) or cos (cosine); sqeuclidean by default',
      showcentroid: 'whether the centre of the cluster is added to each result; true by default',
    },
    differs:
      'The starts are always the same, so that results are too. A centre is in fields centroid_<field>; for cityblock it is the median. A range gives k, distortion and the sizes of the clusters. Without fields those are used of which every value is a number; results that lack one are left out. More than a million results, or more work than a minute takes, are error SPL305.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Kmeans', 'kmeans', OPTIONS, { words: [0, MANY] }),
  plan: planKmeans,
});

/** Source: limits.conf, [kmeans] maxkvalue and maxkrange. */
const [MOST_CLUSTERS, LONGEST_RANGE] = [1000, 100];
const MOST_RESULTS = 1_000_000;
/** Distances between a result and a centre of so many fields, if every start took as many rounds as starts mostly do. */
const MOST_WORK = 5_000_000_000;
const USUAL_ROUNDS = 20;

async function planKmeans(node: Kmeans, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const range = rangeOf(node);
  return await tabulate(resultsOf(given), (rows) => clustered(rows, node, range), context);
}

function rangeOf({ options: { k = '2' }, span }: Kmeans): { readonly from: number; readonly to?: number } {
  const [, low = '', high] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(k) ?? [];
  const [from, to] = [Number(low), high === undefined ? undefined : Number(high)];
  if (low === '' || from < 2 || (to ?? from) > MOST_CLUSTERS || (to ?? from) < from) {
    fail('SPL106', `k is a number from 2 to ${MOST_CLUSTERS} or a range of them, found ${k}`, span);
  }
  if (to !== undefined && to - from > LONGEST_RANGE) {
    fail('SPL106', `a range of k is not longer than ${LONGEST_RANGE}, found ${k}`, span);
  }
  return { from, ...(to !== undefined && { to }) };
}

function clustered(rows: readonly Row[], node: Kmeans, { from, to }: { from: number; to?: number }): NewTable {
  const fields = node.words.length > 0 ? node.words.map(({ name }) => name) : numericFields(rows);
  const members = rows.flatMap((row) => {
    const point = fields.map((name) => figureOf(row[name]));
    return fields.length > 0 && point.every((x) => x !== undefined) ? [{ row, point: point as Point }] : [];
  });
  const points = members.map(({ point }) => point);
  checkWork(node, points.length * fields.length * (to ?? from));
  if (points.length === 0) return { columns: [], rows: [] };
  if (to !== undefined) return summary(points, node, from, to);
  const { centres, labels } = kMeans(points, settings(node, from));
  const { cnumfield: label = 'CLUSTERNUM', showcentroid = true } = node.options;
  const numbered = members.map(({ row }, at) => ({ row, cluster: labels[at] ?? 0 }));
  numbered.sort((a, b) => a.cluster - b.cluster);
  const made = numbered.map(({ row, cluster }): NewRow => {
    const added = new Map<string, Value>([...Object.entries(row), [label, cluster + 1]]);
    fields.forEach((name, axis) => {
      if (showcentroid) added.set(`centroid_${name}`, centres[cluster]?.[axis] ?? 0);
    });
    return added;
  });
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  const centroids = showcentroid ? fields.map((name) => `centroid_${name}`) : [];
  return { columns: [...known, label, ...centroids], rows: made };
}

function checkWork({ options: { reps = 10 }, span }: Kmeans, distances: number): void {
  if (distances <= MOST_RESULTS * MOST_CLUSTERS && distances * Math.max(1, reps) * USUAL_ROUNDS <= MOST_WORK) return;
  fail('SPL305', 'kmeans has too many results to compare with so many centres', span, 'give smaller k and reps');
}

function settings({ options }: Kmeans, clusters: number): KMeansOptions {
  const { distype = 'sqeuclidean', reps: starts = 10, maxiters: mostRounds = 10_000, t: tolerance = 0 } = options;
  return { clusters, metric: METRICS[distype], starts, mostRounds, tolerance };
}

const METRICS: Readonly<Record<NonNullable<Kmeans['options']['distype']>, Metric>> = {
  l1: 'cityblock',
  l1norm: 'cityblock',
  cityblock: 'cityblock',
  cb: 'cityblock',
  l2: 'sqeuclidean',
  l2norm: 'sqeuclidean',
  sq: 'sqeuclidean',
  sqeuclidean: 'sqeuclidean',
  cos: 'cosine',
  cosine: 'cosine',
};

function summary(points: readonly Point[], node: Kmeans, from: number, to: number): NewTable {
  const rows: NewRow[] = [];
  for (let clusters = from; clusters <= to; clusters++) {
    const { labels, centres, distortion } = kMeans(points, settings(node, clusters));
    const sizes = centres.map((_, cluster) => String(labels.filter((label) => label === cluster).length));
    rows.push(
      new Map<string, Value>([
        ['k', clusters],
        ['distortion', distortion],
        ['size', sizes],
      ]),
    );
  }
  return { columns: ['k', 'distortion', 'size'], rows };
}

/** Fields of which every value is a number. */
function numericFields(rows: readonly Row[]): readonly string[] {
  const names = new Map<string, boolean>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (!isInternal(name)) names.set(name, names.get(name) !== false && figureOf(value) !== undefined);
    }
  }
  return [...names].flatMap(([name, isNumeric]) => (isNumeric ? [name] : []));
}
