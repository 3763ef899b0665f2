import { expect, test } from 'vitest';
import { openCounts } from './counts.ts';

test('counts exactly while there are few names', () => {
  const counts = openCounts(10);
  for (const [name, time] of [
    ['b', 5],
    ['a', 3],
    ['b', 1],
    ['c', 9],
    ['b', 7],
  ] as const)
    counts.add(name, time);
  expect(counts.top(2)).toEqual([
    { name: 'b', count: 3, error: 0, first: 1, last: 7 },
    { name: 'a', count: 1, error: 0, first: 3, last: 3 },
  ]);
  expect(counts.rarest(2).map(({ name }) => name)).toEqual(['a', 'c']);
  expect([counts.distinct, counts.isExact]).toEqual([3, true]);
});

test('of too many names the frequent ones stay, and the true count lies within the error', () => {
  const counts = openCounts(100);
  const truth = new Map<string, number>();
  // Every seventh is one of five names; the rest comes once each, and one name comes back late.
  for (let at = 0; at < 7000; at++) {
    const name = at % 7 === 0 ? `often ${at % 5}` : at > 6900 && at % 2 === 0 ? 'late' : `once ${at}`;
    truth.set(name, (truth.get(name) ?? 0) + 1);
    counts.add(name, at);
  }
  const top = counts.top(6);
  expect(top.map(({ name }) => name).sort()).toEqual(['late', 'often 0', 'often 1', 'often 2', 'often 3', 'often 4']);
  for (const { name, count, error } of counts.top(100)) {
    expect(count).toBeLessThanOrEqual(truth.get(name) ?? 0);
    expect(count + error).toBeGreaterThanOrEqual(truth.get(name) ?? 0);
  }
  expect(counts.isExact).toBe(false);
  expect(counts.rarest(3)).toEqual([]);
});
