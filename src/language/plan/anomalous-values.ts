import type { FieldName } from '../ast.ts';
import type { Column, Plan, Row, Value } from '../ir.ts';
import { type FieldProfile, type Profiler, profiler } from '../statistics/field-profile.ts';
import { distanceFrom } from '../statistics/moments.ts';
import { tailProbability } from '../statistics/normal.ts';
import { textsOf } from '../statistics/values.ts';
import type { PlanContext } from './context.ts';
import { isNumericText } from './convert.ts';
import { resultsOf } from './input.ts';
import { computedOnce } from './kept.ts';
import { fieldsRead } from './read-fields.ts';
import { byCodePoint, visibleColumns } from './schema.ts';
import { eachResult, eachRow, literalRows, type NewRow, stream } from './tabulate.ts';

export interface AnomalousValueOptions {
  readonly action?: 'annotate' | 'filter' | 'summary';
  readonly pthresh?: number;
  readonly minsupcount?: number;
  readonly minsupfreq?: number;
  readonly minnormfreq?: number;
  readonly maxanofreq?: number;
}

/** Source: limits.conf, [anomalousvalue] maxvalues. */
export const MOST_VALUES = 100_000;

/** How one field was judged. */
interface Judgement {
  readonly profile: FieldProfile;
  /** Shares of its values that are rare, and that are far from the mean. */
  readonly rare: number;
  readonly far: number;
  /** Whether its rare, and its far values are anomalous. */
  readonly usesRare: boolean;
  readonly usesFar: boolean;
}

/**
 * Finds results with values that are rare, or that lie far from the mean of their field.
 *
 * Source: Splunk Search Reference, anomalousvalue.
 */
export async function anomalousValues(
  given: Plan | undefined,
  words: readonly FieldName[],
  options: AnomalousValueOptions,
  context: PlanContext,
): Promise<Plan> {
  const { action = 'filter', pthresh = 0.01 } = options;
  const input = await computedOnce(resultsOf(given), context);
  const profiled = profiler(MOST_VALUES);
  await eachResult(fieldsRead(input, words), profiled.add, context);
  if (profiled.isCut) {
    context.environment.warn?.(`a field has more than ${MOST_VALUES} values: those that came later were not counted`);
  }
  const judgements = new Map(
    [...profiled.profiles].map(([name, profile]) => [name, judge(profile, profiled, pthresh, options)]),
  );
  if (action === 'summary') return await literalRows(SUMMARY, summaryOf(judgements, profiled), context);
  const added = new Map<string, Column>();
  for (const [name, one] of judgements) {
    for (const test of [one.usesRare ? RARE : '', one.usesFar ? FAR : '']) {
      if (test !== '') added.set(scoreName(test, name), { name: scoreName(test, name), type: 'number' });
    }
  }
  async function* scored(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<NewRow> {
    for await (const row of eachRow(batches)) {
      const scores = scoresOf(row, judgements, pthresh);
      if (scores.size > 0 || action === 'annotate') yield new Map([...Object.entries(row), ...scores]);
    }
  }
  const kept = visibleColumns(input.schema).filter(({ name }) => !added.has(name));
  return await stream(input, [...kept, ...added.values()], scored, context);
}

const [RARE, FAR] = ['Cat', 'Num'] as const;

function scoreName(test: string, field: string): string {
  return `Anomaly_Score_${test}(${field})`;
}

function judge(
  profile: FieldProfile,
  { total }: Profiler,
  threshold: number,
  { minsupcount = 100, minsupfreq = 0.05, minnormfreq = 0.01, maxanofreq = 0.05 }: AnomalousValueOptions,
): Judgement {
  let [values, rare, far] = [0, 0, 0];
  for (const [text, count] of profile.counts) {
    values += count;
    if (frequencyOf(profile, text) <= threshold) rare += count;
    if (distanceProbability(profile, text) <= threshold) far += count;
  }
  const isFrequent = profile.count >= minsupcount && profile.count >= minsupfreq * total;
  const tells = (count: number) => isFrequent && count <= maxanofreq * values && values - count >= minnormfreq * values;
  return {
    profile,
    rare: rare / values,
    far: far / values,
    usesRare: tells(rare),
    usesFar: profile.isNumeric && tells(far),
  };
}

/** Share of a value in all values of its field; what was not counted occurs once. */
function frequencyOf({ counts, count }: FieldProfile, text: string): number {
  return Math.min(1, (counts.get(text) ?? 1) / count);
}

/** How probable it is to be as far from the mean, if values are spread normally; 1 for texts. */
function distanceProbability({ numbers, isNumeric }: FieldProfile, text: string): number {
  return isNumeric && isNumericText(text) ? tailProbability(distanceFrom(numbers, Number(text))) : 1;
}

function scoresOf(row: Row, judgements: ReadonlyMap<string, Judgement>, threshold: number): Map<string, Value> {
  const scores = new Map<string, Value>();
  for (const [name, { profile, usesRare, usesFar }] of judgements) {
    const texts = textsOf(row[name]);
    if (texts.length === 0) continue;
    const rarest = Math.min(...texts.map((text) => frequencyOf(profile, text)));
    const farthest = Math.min(...texts.map((text) => distanceProbability(profile, text)));
    if (usesRare && rarest <= threshold) scores.set(scoreName(RARE, name), rarest);
    if (usesFar && farthest <= threshold) scores.set(scoreName(FAR, name), farthest);
  }
  return scores;
}

const SUMMARY: readonly Column[] = [
  { name: 'fieldname', type: 'text' },
  { name: 'count', type: 'number' },
  { name: 'distinct_count', type: 'number' },
  { name: 'mean', type: 'number' },
  { name: 'catAnoFreq%', type: 'number' },
  { name: 'catNormFreq%', type: 'number' },
  { name: 'numAnoFreq%', type: 'number' },
  { name: 'stdev', type: 'number' },
  { name: 'supportFreq%', type: 'number' },
  { name: 'useCat', type: 'text' },
  { name: 'useNum', type: 'text' },
  { name: 'isNum', type: 'text' },
];

function summaryOf(judgements: ReadonlyMap<string, Judgement>, { total }: Profiler): readonly NewRow[] {
  const answer = (condition: boolean) => (condition ? 'YES' : 'NO');
  const fields = [...judgements].sort(([a], [b]) => byCodePoint(a, b));
  return fields.map(([name, { profile, rare, far, usesRare, usesFar }]) => {
    const row = new Map<string, Value>([
      ['fieldname', name],
      ['count', profile.count],
      ['distinct_count', profile.counts.size],
      ['catAnoFreq%', 100 * rare],
      ['catNormFreq%', 100 * (1 - rare)],
      ['supportFreq%', (100 * profile.count) / total],
      ['useCat', answer(usesRare)],
      ['useNum', answer(usesFar)],
      ['isNum', answer(profile.isNumeric)],
    ]);
    if (!profile.isNumeric) return row;
    const { mean, deviation } = profile.numbers;
    return row
      .set('mean', mean)
      .set('stdev', deviation)
      .set('numAnoFreq%', 100 * far);
  });
}
