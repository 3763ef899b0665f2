import type { FieldName } from '../ast.ts';
import type { Column, Plan, Row, Value } from '../ir.ts';
import { type Profiler, profiler } from '../statistics/field-profile.ts';
import { type Histogram, histogram } from '../statistics/histogram.ts';
import { type NumberList, numberList } from '../statistics/numbers.ts';
import { textsOf } from '../statistics/values.ts';
import { MOST_VALUES } from './anomalous-values.ts';
import type { PlanContext } from './context.ts';
import { resultsOf } from './input.ts';
import { computedOnce } from './kept.ts';
import { fieldsRead } from './read-fields.ts';
import { visibleColumns } from './schema.ts';
import { eachResult, eachRow, literalRows, type NewRow, stream } from './tabulate.ts';

export interface ImprobableOptions {
  readonly action?: 'annotate' | 'filter' | 'summary';
  /** The probability below which a result is an anomaly; absent: found from the results. */
  readonly pthresh?: number;
  /** Whether few results at most are anomalies. */
  readonly cutoff?: boolean;
}

/** Of all results, where `cutoff` says so. */
const MOST_ANOMALIES = 0.05;

/** What makes a result improbable. */
interface Score {
  /** Natural logarithm of the product of the frequencies of its values. */
  readonly logarithm: number;
  readonly cause?: { readonly field: string; readonly frequency: number };
  readonly highest?: number;
}

/**
 * Finds results whose combination of values is improbable.
 *
 * Source: Splunk Search Reference, anomalydetection (histogram).
 */
export async function improbableResults(
  given: Plan | undefined,
  words: readonly FieldName[],
  options: ImprobableOptions,
  context: PlanContext,
): Promise<Plan> {
  const input = await computedOnce(resultsOf(given), context);
  const read = fieldsRead(input, words);
  const profiled = profiler(MOST_VALUES);
  await eachResult(read, profiled.add, context);
  if (profiled.isCut) {
    context.environment.warn?.(`a field has more than ${MOST_VALUES} values: those that came later were not counted`);
  }
  const score = scorer(profiled);
  const logarithms = numberList();
  await eachResult(read, (row) => logarithms.push(score(row).logarithm), context);
  const summary = summaryOf(logarithms, options);
  if (options.action === 'summary') {
    return await literalRows(SUMMARY, logarithms.length === 0 ? [] : [summary.row], context);
  }
  async function* judged(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const found = score(row);
      const isShown = options.action === 'annotate' || found.logarithm < summary.threshold;
      if (isShown) yield annotated(row, found);
    }
  }
  const kept = visibleColumns(input.schema).filter(({ name }) => !ADDED.some((added) => added.name === name));
  return await stream(input, [...kept, ...ADDED], judged, context);
}

/** The frequency of a value is its share of the results; that of a number is the share of its bin. */
function scorer({ profiles, total }: Profiler): (row: Row) => Score {
  const bins = new Map<string, Histogram>();
  for (const [name, { isNumeric, counts }] of profiles) {
    if (isNumeric) bins.set(name, histogram(numericCounts(counts)));
  }
  const frequencyOf = (name: string, text: string): number => {
    const count = bins.get(name)?.countAt(Number(text)) ?? profiles.get(name)?.counts.get(text);
    return Math.min(1, Math.max(1, count ?? 0) / total);
  };
  return (row) => {
    let score: Score = { logarithm: 0 };
    for (const name of profiles.keys()) {
      for (const text of textsOf(row[name])) {
        const frequency = frequencyOf(name, text);
        const { cause, highest = 0 } = score;
        score = {
          logarithm: score.logarithm + Math.log(frequency),
          cause: cause === undefined || frequency < cause.frequency ? { field: name, frequency } : cause,
          highest: Math.max(highest, frequency),
        };
      }
    }
    return score;
  };
}

/** `1` and `1.0` are one number. */
function numericCounts(counts: ReadonlyMap<string, number>): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>();
  for (const [text, count] of counts) numbers.set(Number(text), (numbers.get(Number(text)) ?? 0) + count);
  return numbers;
}

const ADDED: readonly Column[] = [
  { name: 'log_event_prob', type: 'number' },
  { name: 'probable_cause', type: 'text' },
  { name: 'probable_cause_freq', type: 'number' },
  { name: 'max_freq', type: 'number' },
];

function annotated(row: Row, { logarithm, cause, highest }: Score): NewRow {
  const made = new Map<string, Value>(Object.entries(row));
  for (const { name } of ADDED) made.delete(name);
  made.set('log_event_prob', logarithm);
  if (cause !== undefined) made.set('probable_cause', cause.field).set('probable_cause_freq', cause.frequency);
  if (highest !== undefined) made.set('max_freq', highest);
  return made;
}

const SUMMARY: readonly Column[] = [
  'num_anomalies',
  'thresh',
  'max_logprob',
  'min_logprob',
  '1st_quartile',
  '3rd_quartile',
].map((name) => ({ name, type: 'number' }));

function summaryOf(logarithms: NumberList, { pthresh, cutoff = true }: ImprobableOptions) {
  const ascending = logarithms.sorted();
  const at = (rank: number) => ascending[Math.min(Math.max(rank, 0), ascending.length - 1)] ?? 0;
  const [first, third] = [at(Math.floor(0.25 * ascending.length)), at(Math.floor(0.75 * ascending.length))];
  const fence = first - 1.5 * (third - first);
  // The threshold itself is no anomaly: so many lie below it at most.
  const threshold = cutoff ? Math.min(fence, at(Math.ceil(MOST_ANOMALIES * ascending.length))) : fence;
  const used = pthresh === undefined ? threshold : Math.log(pthresh);
  const row = new Map<string, Value>([
    ['num_anomalies', ascending.filter((value) => value < used).length],
    ['thresh', used],
    ['max_logprob', at(ascending.length - 1)],
    ['min_logprob', at(0)],
    ['1st_quartile', first],
    ['3rd_quartile', third],
  ]);
  return { threshold: used, row };
}
