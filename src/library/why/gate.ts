import {
  COUNT,
  type Condition,
  commonestValues,
  type Expr,
  FAILED,
  FEWEST,
  failingAlone,
  figures,
  type Gate,
  GREATEST,
  judged,
  LEAST,
  MISSED_BY,
  nearestRows,
  PASSING,
  type Plan,
  PRESENT,
  type Row,
  sample,
  VALUE,
  type Wanted,
  withValue,
} from '../../language/index.ts';
import { nearest } from '../../shared/nearest.ts';
import { type Asked, answer, figureOf, sampleOf } from './ask.ts';
import type { WhyCondition, WhyField, WhyGate, WhyNearest, WhyPlace, WhySample } from './result.ts';

/** Near misses shown of one condition, and rows that fail several. */
const SAMPLES = 3;

/** Conditions whose near misses are shown, those with the most first. */
const CONDITIONS_SAMPLED = 5;

/** Values shown of a field. */
const VALUES = 5;

/** The commonest values among which one that is near to what was asked for is looked for. */
const VALUES_COMPARED = 1000;

/** Shorter words are near to anything. */
const LEAST_WORD = 3;

/** Alternatives of an OR that are looked at. */
const ALTERNATIVES = 8;

/** What places conditions in the text that the user wrote. */
export type Placing = (condition: Condition) => WhyPlace | undefined;

/** Judges the rows of a gate: what each condition lets through, and what nearly came through. */
export async function judgeGate(gate: Gate, asked: Asked, placeOf: Placing): Promise<WhyGate> {
  const row = await answer(judged(gate), asked);
  const rows = figureOf(row, COUNT);
  const fewest = figureOf(row, FEWEST);
  const sampled = mostMissed(gate, row);
  const conditions: WhyCondition[] = [];
  for (const [at, condition] of gate.conditions.entries()) {
    const passing = figureOf(row, PASSING(at));
    const nearMisses = figureOf(row, MISSED_BY(at));
    const place = placeOf(condition);
    const isNever = passing === 0 && rows > 0;
    const fields = isNever ? await fieldsOf(gate, at, nearMisses > 0, asked) : [];
    conditions.push({
      text: condition.text,
      ...(place && { place }),
      passing,
      nearMisses,
      samples: sampled.has(at) ? await samplesOf(gate, at, fields, asked) : [],
      fields,
      alternatives: isNever ? await alternativesOf(gate, condition, asked, placeOf) : [],
    });
  }
  return { rows, conditions, fewest, nearest: fewest > 1 ? await nearestOf(gate, fewest, asked) : [] };
}

function mostMissed({ conditions }: Gate, row: Row): ReadonlySet<number> {
  const missed = conditions
    .map((_, at) => [at, figureOf(row, MISSED_BY(at))] as const)
    .filter(([, count]) => count > 0);
  const most = missed.sort(([, a], [, b]) => b - a).slice(0, CONDITIONS_SAMPLED);
  return new Set(most.map(([at]) => at));
}

/** Those first whose value is near to the one asked for. */
async function samplesOf(
  gate: Gate,
  at: number,
  found: readonly WhyField[],
  { session, times }: Asked,
): Promise<readonly WhySample[]> {
  const { fields = [] } = gate.conditions[at] ?? {};
  const rows = failingAlone(gate, at);
  const likely = fields.flatMap(({ expr }, index): Plan[] => {
    const near = found[index]?.near;
    return near === undefined ? [] : [withValue(rows, expr, near)];
  });
  const names = fields.map(({ name }) => name);
  const samples = await session.run(sample(likely[0] ?? rows, fields, SAMPLES), times);
  return samples.map((row) => sampleOf(row, names));
}

async function nearestOf(gate: Gate, fewest: number, { session, times }: Asked): Promise<readonly WhyNearest[]> {
  const names = gate.conditions.flatMap(({ fields }) => fields.map(({ name }) => name));
  const rows = await session.run(nearestRows(gate, fewest, SAMPLES), times);
  return rows.map((row) => ({
    ...sampleOf(row, names),
    fails: gate.conditions.flatMap((_, at) => (row[FAILED(at)] === 1 ? [at] : [])),
  }));
}

/**
 * What there is in the fields of a condition that no row meets.
 *
 * @param hasNear whether there are rows that meet all the others: their values then say more
 */
async function fieldsOf(gate: Gate, at: number, hasNear: boolean, asked: Asked): Promise<readonly WhyField[]> {
  const { fields = [], wanted } = gate.conditions[at] ?? {};
  const row = await answer(figures(gate.rows, fields), asked);
  const rows = hasNear ? failingAlone(gate, at) : gate.rows;
  const found: WhyField[] = [];
  for (const [index, field] of fields.entries()) {
    const [least, greatest] = [row[LEAST(index)], row[GREATEST(index)]];
    const present = figureOf(row, PRESENT(index));
    // Of events hardly two are alike: their commonest text says nothing.
    const isTold = present > 0 && field.name !== '_raw' && field.name !== '_time';
    const values = isTold ? await valuesOf(rows, field.expr, asked) : [];
    const near = wanted && nearValue(wanted, values);
    found.push({
      name: field.name,
      present,
      values: values.slice(0, VALUES),
      ...(near !== undefined && { near }),
      least: typeof least === 'number' ? least : null,
      greatest: typeof greatest === 'number' ? greatest : null,
    });
  }
  return found;
}

async function valuesOf(rows: Plan, field: Expr, { session, times }: Asked): Promise<WhyField['values']> {
  const values = await session.run(commonestValues(rows, field, VALUES_COMPARED), times);
  return values.map((one) => ({ value: String(one[VALUE] ?? ''), count: figureOf(one, COUNT) }));
}

/** The value that what was asked for most likely meant. */
function nearValue({ operator, values, isNegated }: Wanted, there: WhyField['values']): string | undefined {
  if (isNegated || (operator !== '=' && operator !== 'in')) return undefined;
  // Of two values of the same name the commoner one.
  const byName = new Map(
    there
      .flatMap(
        ({ value }) =>
          [
            [value, value],
            [lastPart(value), value],
          ] as const,
      )
      .toReversed(),
  );
  const names = [...byName.keys()].toReversed();
  for (const wanted of values) {
    const word = wanted.replaceAll('*', '');
    const near = word.length < LEAST_WORD ? undefined : nearest(word, names);
    if (near !== undefined) return byName.get(near);
  }
  return undefined;
}

/** Of a path the name of the file: it is what searches ask for. */
function lastPart(value: string): string {
  return value.slice(Math.max(value.lastIndexOf('\\'), value.lastIndexOf('/')) + 1);
}

async function alternativesOf(
  { rows }: Gate,
  { alternatives = [] }: Condition,
  asked: Asked,
  placeOf: Placing,
): Promise<readonly WhyGate[]> {
  const judgedOnes: WhyGate[] = [];
  for (const conditions of alternatives.slice(0, ALTERNATIVES)) {
    judgedOnes.push(await judgeGate({ rows, conditions }, asked, placeOf));
  }
  return judgedOnes;
}
