import type { Column, Plan, Row, Value } from '../ir.ts';
import { booleanOption, choiceOption, numberOption, textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { visibleColumns } from '../plan/schema.ts';
import { eachResult, eachRow, type NewRow, stream } from '../plan/tabulate.ts';
import { numberList } from '../statistics/numbers.ts';
import { textClusters } from '../statistics/text-clusters.ts';
import { textsOf } from '../statistics/values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = {
  t: numberOption,
  delims: textOption,
  showcount: booleanOption,
  countfield: textOption,
  labelfield: textOption,
  field: textOption,
  labelonly: booleanOption,
  match: choiceOption('termlist', 'termset', 'ngramset'),
};

export type Cluster = Plain<'Cluster', typeof OPTIONS>;

export const cluster = defineCommand<Cluster>({
  name: 'cluster',
  doc: {
    syntax:
      'cluster [t=<n>] [field=<field>] [match=termlist|termset|ngramset] [showcount=<bool>] [countfield=<field>] [labelfield=<field>] [labelonly=<bool>] [delims=<text>]',
    summary: 'Groups results with similar text.',
    source: 'Splunk Search Reference, cluster',
    options: {
      t: 'how alike two texts are that go together, above 0 and below 1; 0.8 by default',
      field: 'the field that is compared; _raw by default',
      match:
        'termlist compares words at the same places, termset words in any order, ngramset runs of three characters; termlist by default',
      showcount: 'whether the number of results in the cluster is added; false by default',
      countfield: 'the field that gets it; cluster_count by default',
      labelfield: 'the field that gets the number of the cluster; cluster_label by default',
      labelonly: 'whether all results stay, or the first one of each cluster; false by default',
      delims: 'the characters that divide words; all but letters, digits and _ by default',
    },
    differs:
      'A text goes to the first cluster whose first text is like it. Splunk does not say how it measures that: here it is the share of words at the same places, or the cosine of the angle between two sets. Results without the field are left out, with labelonly=true they have no label. After 10000 clusters what is like none has no label, and a warning says so. Comparing more than 500 million words is error SPL305.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Cluster', 'cluster', OPTIONS),
  plan: planCluster,
});

/** Source: limits.conf, [slc] maxclusters. */
const MOST_CLUSTERS = 10_000;
const MOST_COMPARISONS = 500_000_000;

/** In the place of a label. */
const NONE = -1;

async function planCluster(node: Cluster, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { showcount = false, labelonly = false, countfield = 'cluster_count' } = node.options;
  const { labelfield = 'cluster_label' } = node.options;
  const input = await computedOnce(resultsOf(given), context);
  const { labels, counts } = await labelled(node, input, context);
  async function* marked(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    let [at, shown] = [0, 0];
    for await (const row of eachRow(batches)) {
      const label = labels.at(at++);
      // Clusters are numbered as they begin, so that the next number is that of a cluster's first result.
      const isFirst = label === shown;
      if (isFirst) shown++;
      if (!labelonly && !isFirst) continue;
      const made = new Map<string, Value>(Object.entries(row));
      made.delete(labelfield);
      if (showcount) made.delete(countfield);
      if (label !== NONE) made.set(labelfield, label + 1);
      if (label !== NONE && showcount) made.set(countfield, counts[label] ?? 0);
      yield made;
    }
  }
  const added = [labelfield, ...(showcount ? [countfield] : [])].map((name): Column => ({ name, type: 'number' }));
  const kept = visibleColumns(input.schema).filter(({ name }) => !added.some((one) => one.name === name));
  return await stream(input, [...kept, ...added], marked, context);
}

/** The cluster of each result, and how many results each has. */
async function labelled({ options, span }: Cluster, input: Plan, context: PlanContext) {
  const { t: threshold = 0.8, match = 'termlist', delims, field = '_raw' } = options;
  if (threshold <= 0 || threshold >= 1) fail('SPL106', `t is a number above 0 and below 1, found ${threshold}`, span);
  const clusters = textClusters({
    threshold,
    match,
    ...(delims !== undefined && { delimiters: delims }),
    mostClusters: MOST_CLUSTERS,
    mostComparisons: MOST_COMPARISONS,
  });
  const labels = numberList();
  const counts: number[] = [];
  let isFull = false;
  const see = (row: Row): void => {
    const texts = textsOf(row[field]);
    const label = texts.length === 0 ? NONE : clusters.place(texts.join('\n'));
    if (label === 'exhausted') {
      fail('SPL305', 'cluster compared too many results', span, 'search fewer results, or give a smaller t');
    }
    isFull ||= label === 'full';
    labels.push(label === 'full' ? NONE : label);
    if (typeof label === 'number' && label !== NONE) counts[label] = (counts[label] ?? 0) + 1;
  };
  await eachResult(input, see, context);
  if (isFull) context.environment.warn?.(`cluster: more than ${MOST_CLUSTERS} clusters; some results are in none`);
  return { labels, counts };
}
