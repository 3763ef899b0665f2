import { describe, expect, test } from 'vitest';
import { EVAL_FUNCTIONS, evalFunction, STATS_FUNCTIONS, statsFunction } from './names.ts';

describe('functions by name', () => {
  test('are found in any case, and under their aliases', () => {
    expect(evalFunction('CEIL')?.name).toBe('ceiling');
    expect(evalFunction('mvJoin')?.name).toBe('mvjoin');
    expect(evalFunction('nosuch')).toBeUndefined();
    expect(statsFunction('Values')?.signature.name).toBe('values');
    expect(statsFunction('c')?.signature.name).toBe('count');
    expect(statsFunction('distinct_count')?.signature.name).toBe('dc');
    expect(statsFunction('mean')?.signature.name).toBe('avg');
    expect(statsFunction('constructor')).toBeUndefined();
  });

  test.each([
    ['perc95', 'perc', 95],
    ['p50', 'perc', 50],
    ['percentile5', 'perc', 5],
    ['exactperc99.9', 'exactperc', 99.9],
    ['UpperPerc0', 'upperperc', 0],
  ])('%s carries its percentile', (name, family, percentile) => {
    const found = statsFunction(name);
    expect(found?.signature.name).toBe(family);
    expect(found?.percentile).toBe(percentile);
  });

  test.each(['perc', 'perc101', 'p', 'perc5x', 'sum5'])('%s is none', (name) => {
    expect(statsFunction(name)).toBeUndefined();
  });

  test.each([
    ['eval', EVAL_FUNCTIONS],
    ['stats', STATS_FUNCTIONS],
  ])('each %s function stands once, in lower case, with sensible bounds', (_, functions) => {
    const names = functions.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
    for (const { minimum, maximum = minimum } of functions) expect(maximum).toBeGreaterThanOrEqual(minimum);
  });
});
