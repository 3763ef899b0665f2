import type { NamedAggregate, NamedWindow } from '../../../src/language/index.ts';
import { evaluate, valuesOf } from './expressions.ts';
import { type Cell, type Cells, compareText, toNumber } from './values.ts';

/** The value of an aggregate over rows in order. */
export function aggregate(
  { fn, argument, time, parameter }: NamedAggregate | NamedWindow,
  rows: readonly Cells[],
): Cell {
  if (fn === 'count') {
    return argument === undefined ? rows.length : rows.filter((row) => evaluate(argument, row) === true).length;
  }
  const cells = rows
    .map((row) => ({ cell: argument === undefined ? null : evaluate(argument, row), at: timeOf(time, row) }))
    .filter(({ cell }) => cell !== null);
  const texts = cells.flatMap(({ cell }) => valuesOf(cell));
  const timed = cells.filter(({ at }) => at !== null).sort((a, b) => Number(a.at) - Number(b.at));
  switch (fn) {
    case 'countValues':
      return texts.length;
    case 'distinctCount':
      return new Set(texts).size;
    case 'values':
      return texts.length === 0 ? null : [...new Set(texts)].sort(compareText);
    case 'list':
      return texts.length === 0 ? null : texts.slice(0, parameter);
    case 'first':
      return cells[0]?.cell ?? null;
    case 'last':
      return cells.at(-1)?.cell ?? null;
    case 'earliest':
      return timed[0]?.cell ?? null;
    case 'latest':
      return timed.at(-1)?.cell ?? null;
    case 'earliestTime':
      return timed[0]?.at ?? null;
    case 'latestTime':
      return timed.at(-1)?.at ?? null;
    case 'mode':
      return mode(texts);
    case 'min':
    case 'max':
      return extreme(fn, texts, argument?.type === 'number');
    case 'rowNumber':
      return rows.length;
    default:
      return overNumbers(
        fn,
        texts.map(toNumber).filter((value) => value !== null),
        parameter ?? 50,
      );
  }
}

function timeOf(time: NamedAggregate['time'], row: Cells): Cell {
  return time === undefined ? null : evaluate(time, row);
}

function mode(texts: readonly string[]): Cell {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function extreme(fn: 'min' | 'max', texts: readonly string[], isNumber: boolean): Cell {
  const sorted = [...texts].sort((a, b) => {
    const [x, y] = [toNumber(a), toNumber(b)];
    if (x !== null && y !== null) return x - y;
    return Number(x === null) - Number(y === null) || compareText(a, b);
  });
  const found = (fn === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
  return isNumber && found !== null ? Number(found) : found;
}

function overNumbers(fn: NamedAggregate['fn'], numbers: readonly number[], percentile: number): Cell {
  const count = numbers.length;
  if (count === 0) return null;
  const sum = numbers.reduce((a, b) => a + b, 0);
  const squares = numbers.reduce((total, value) => total + (value - sum / count) ** 2, 0);
  const sorted = [...numbers].sort((a, b) => a - b);
  const ranked = (share: number) => sorted[Math.min(count - 1, Math.floor(share * count))] ?? null;
  const sample = count === 1 ? 0 : squares / (count - 1);
  const results: Partial<Record<NamedAggregate['fn'], Cell>> = {
    sum,
    avg: sum / count,
    sumsq: numbers.reduce((total, value) => total + value * value, 0),
    range: Math.max(...numbers) - Math.min(...numbers),
    var: sample,
    varp: squares / count,
    stdev: Math.sqrt(sample),
    stdevp: Math.sqrt(squares / count),
    median: ranked(0.5),
    percentile: ranked(percentile / 100),
  };
  return results[fn] ?? null;
}
