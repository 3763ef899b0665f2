import type { Row, Value } from '../ir.ts';
import type { Confidence, Prediction, PredictionGroup } from '../parse/predict.ts';
import {
  forecastBoth,
  forecastCycle,
  forecastFrom,
  forecastLevel,
  forecastPair,
  forecastTrend,
  type Outcome,
} from '../statistics/forecast.ts';
import type { Series } from '../statistics/local-level.ts';
import { deviationsAround } from '../statistics/normal.ts';
import { figureOf } from './moving-average.ts';
import type { NewRow, NewTable } from './tabulate.ts';

/** Points of time that are predicted where the search does not say. */
const DEFAULT_AHEAD = 5;

/**
 * Adds predictions to results at equal distances of time, and results behind them for what lies ahead.
 *
 * @param warn is told why a field has no predictions
 * Source: Splunk Search Reference, predict.
 */
export function withPredictions(
  rows: readonly Row[],
  groups: readonly PredictionGroup[],
  warn: (message: string) => void,
): NewTable {
  const table: NewRow[] = rows.map((row) => new Map(Object.entries(row)));
  const columns = new Set(rows.flatMap((row) => Object.keys(row)));
  if (rows.length === 0) return { columns: [], rows: [] };
  for (const group of groups) {
    const ahead = aheadOf(group);
    growTo(table, rows.length - (group.options.holdback ?? 0) + ahead);
    outcomesOf(rows, group, ahead).forEach((outcome, index) => {
      const prediction = group.predictions[index];
      if (prediction === undefined || prediction.field.name === group.options.suppress) return;
      if ('reason' in outcome) {
        warn(`predict: no predictions of "${prediction.field.name}": ${outcome.reason}`);
        return;
      }
      for (const name of fill(table, outcome, prediction, group.confidences)) columns.add(name);
    });
  }
  return { columns: [...columns], rows: table };
}

/** LLB predicts no further than its other field goes. */
function aheadOf({ options: { algorithm, future_timespan: ahead = DEFAULT_AHEAD, holdback = 0 } }: PredictionGroup) {
  return algorithm === 'llb' ? holdback : ahead;
}

function outcomesOf(rows: readonly Row[], { predictions, options }: PredictionGroup, ahead: number) {
  const known = rows.length - (options.holdback ?? 0);
  const seriesOf = (name: string, length: number): Series => rows.slice(0, length).map((row) => figureOf(row[name]));
  const settings = { ahead, ...(options.period !== undefined && { period: options.period }) };
  const all = predictions.map(({ field }) => seriesOf(field.name, Math.max(0, known)));
  return all.map((series, index): Outcome => {
    switch (options.algorithm) {
      case 'll':
        return forecastLevel(series, settings);
      case 'llt':
        return forecastTrend(series, settings);
      case 'llp':
        return forecastCycle(series, settings);
      case 'llb':
        return forecastFrom(series, seriesOf(options.correlate ?? '', rows.length), rows.length);
      case 'bill': {
        const [first, second] = forecastPair(all[0] ?? [], all[1] ?? [], ahead);
        return index === 0 ? first : second;
      }
      default:
        return forecastBoth(series, settings);
    }
  });
}

/** Appends results until there are so many, each as far behind the one before as the last two are apart. */
function growTo(table: NewRow[], length: number): void {
  const [last, before] = [table[table.length - 1], table[table.length - 2]];
  const [time, earlier] = [figureOf(last?.get('_time')), figureOf(before?.get('_time'))];
  const span = last?.get('_span');
  const step = time !== undefined && earlier !== undefined ? time - earlier : figureOf(span);
  for (let count = 1; table.length < length; count++) {
    const row: NewRow = new Map();
    if (time !== undefined && step !== undefined) row.set('_time', time + count * step);
    if (span !== undefined) row.set('_span', span);
    table.push(row);
  }
}

function fill(
  table: readonly NewRow[],
  { forecasts }: Extract<Outcome, { forecasts: unknown }>,
  { field, as }: Prediction,
  confidences: readonly Confidence[],
): readonly string[] {
  const name = as?.name ?? `prediction(${field.name})`;
  const bounds = boundsOf(confidences).map(({ side, percent, output }) => {
    const deviations = deviationsAround(percent / 100);
    return { name: `${output}(${name})`, deviations: side === 'upper' ? deviations : -deviations };
  });
  table.forEach((row, at) => {
    const forecast = forecasts[at];
    if (forecast === undefined) return;
    set(row, name, forecast.mean);
    for (const bound of bounds) {
      set(row, bound.name, forecast.mean + bound.deviations * Math.sqrt(forecast.variance));
    }
  });
  return [name, ...bounds.map((bound) => bound.name)];
}

/** What is not finite is no value. */
function set(row: NewRow, name: string, value: Value & number): void {
  if (Number.isFinite(value)) row.set(name, value);
}

/** Upper and lower bound, of 95 % each unless the search says otherwise. */
function boundsOf(confidences: readonly Confidence[]): readonly Pick<Confidence, 'side' | 'percent' | 'output'>[] {
  return (['upper', 'lower'] as const).flatMap((side) => {
    const given = confidences.filter((one) => one.side === side);
    return given.length > 0 ? given : [{ side, percent: 95, output: `${side}95` }];
  });
}
