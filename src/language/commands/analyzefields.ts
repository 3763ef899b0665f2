import type { Plan, Row } from '../ir.ts';
import { textOption } from '../parse/options.ts';
import { type Plain, readPlain } from '../parse/plain.ts';
import type { PlanContext } from '../plan/context.ts';
import { fail } from '../plan/fail.ts';
import { resultsOf } from '../plan/input.ts';
import { computedOnce } from '../plan/kept.ts';
import { figureOf } from '../plan/moving-average.ts';
import { byCodePoint, isInternal } from '../plan/schema.ts';
import { condense, eachResult, type NewRow } from '../plan/tabulate.ts';
import { distanceFrom, type Moments, moments } from '../statistics/moments.ts';
import { textsOf } from '../statistics/values.ts';
import { defineCommand } from './define.ts';

const OPTIONS = { classfield: textOption };

export type Analyzefields = Plain<'Analyzefields', typeof OPTIONS>;

export const analyzefields = defineCommand<Analyzefields>({
  name: 'analyzefields',
  aliases: ['af'],
  doc: {
    syntax: 'analyzefields classfield=<field>',
    summary: 'Tells how well each numeric field predicts the values of another field.',
    source: 'Splunk Search Reference, analyzefields',
    options: { classfield: 'the field that is predicted' },
    differs:
      'A number predicts the class of whose numbers it lies fewest standard deviations from the mean; of equals the class with more numbers. A numeric field is one of which each value is a number. Rows come in alphabetical order. More than a million pairs of a field and a class are error SPL305.',
  },
  stands: 'later',
  parse: (cursor) => readPlain(cursor, 'Analyzefields', 'analyzefields', OPTIONS),
  plan: planAnalyzefields,
});

const MOST_PAIRS = 1_000_000;

/** What is known of a field. */
interface Profile {
  /** Results with the field, and those that have the class field too. */
  count: number;
  together: number;
  readonly classes: Map<string, Moments>;
  /** Correct predictions by class. */
  readonly hits: Map<string, number>;
}

async function planAnalyzefields(node: Analyzefields, given: Plan | undefined, context: PlanContext): Promise<Plan> {
  const { classfield } = node.options;
  if (classfield === undefined) return fail('SPL109', 'analyzefields takes classfield=<field>', node.span);
  const input = await computedOnce(resultsOf(given), context);
  const profiles = new Map<string, Profile>();
  const texts = new Set<string>();
  let [classified, pairs] = [0, 0];
  const learn = (row: Row): void => {
    const [of] = textsOf(row[classfield]);
    if (of !== undefined) classified++;
    for (const [name, value] of fieldsOf(row, classfield)) {
      if (value === undefined) texts.add(name);
      else pairs += learnValue(profiles, name, value, of);
    }
    if (pairs <= MOST_PAIRS) return;
    fail('SPL305', `analyzefields found more than ${MOST_PAIRS} pairs of a field and a class`, node.span, 'use table');
  };
  await eachResult(input, learn, context);
  const judge = (row: Row): void => {
    const [of] = textsOf(row[classfield]);
    if (of === undefined) return;
    for (const [name, value] of fieldsOf(row, classfield)) {
      const profile = profiles.get(name);
      if (value === undefined || profile === undefined || nearestClass(profile, value) !== of) continue;
      profile.hits.set(of, (profile.hits.get(of) ?? 0) + 1);
    }
  };
  const table = () => {
    const numeric = [...profiles].filter(([name]) => !texts.has(name)).sort(([a], [b]) => byCodePoint(a, b));
    return { columns: COLUMNS, rows: numeric.map(([name, profile]) => rowOf(name, profile, classified)) };
  };
  return await condense(input, { add: judge, table }, context);
}

/** Fields other than the class and internal ones, with their numbers; undefined for what is none. */
function fieldsOf(row: Row, classField: string): readonly (readonly [string, number | undefined])[] {
  const names = Object.keys(row).filter((name) => name !== classField && !isInternal(name));
  return names.map((name) => [name, figureOf(row[name])]);
}

/** Gives 1 for a new pair of field and class. */
function learnValue(profiles: Map<string, Profile>, name: string, value: number, of: string | undefined): number {
  const profile = profiles.get(name) ?? { count: 0, together: 0, classes: new Map(), hits: new Map() };
  profiles.set(name, profile);
  profile.count++;
  if (of === undefined) return 0;
  profile.together++;
  const known = profile.classes.get(of);
  const numbers = known ?? moments();
  numbers.add(value);
  profile.classes.set(of, numbers);
  return known === undefined ? 1 : 0;
}

function nearestClass({ classes }: Profile, value: number): string | undefined {
  let best: { readonly name: string; readonly distance: number; readonly count: number } | undefined;
  for (const [name, numbers] of classes) {
    const candidate = { name, distance: distanceFrom(numbers, value), count: numbers.count };
    if (best === undefined || isBetter(candidate, best)) best = candidate;
  }
  return best?.name;
}

function isBetter(a: { name: string; distance: number; count: number }, b: typeof a): boolean {
  if (a.distance !== b.distance) return a.distance < b.distance;
  return a.count === b.count ? byCodePoint(a.name, b.name) < 0 : a.count > b.count;
}

const COLUMNS = ['field', 'count', 'cocur', 'acc', 'balacc'];

function rowOf(name: string, { count, together, classes, hits }: Profile, classified: number): NewRow {
  const row = new Map<string, string | number>([
    ['field', name],
    ['count', count],
  ]);
  if (classified > 0) row.set('cocur', together / classified);
  if (together === 0) return row;
  const accuracies = [...classes].map(([of, numbers]) => (hits.get(of) ?? 0) / numbers.count);
  row.set('acc', [...hits.values()].reduce((sum, hit) => sum + hit, 0) / together);
  row.set('balacc', accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length);
  return row;
}
