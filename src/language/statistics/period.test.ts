import { expect, test } from 'vitest';
import { periodOf } from './period.ts';

test('finds the cycle of a wave on a slope', () => {
  const wave = Array.from({ length: 60 }, (_, at) => 3 * at + 10 * Math.sin((2 * Math.PI * at) / 12));
  expect(periodOf(wave)).toBe(12);
});

test('finds a week with two quiet days, the last value missing', () => {
  const week = [9, 8, 9, 9, 8, 1, 2];
  expect(periodOf([...week, ...week, ...week, ...week, undefined])).toBe(7);
});

test.each([
  ['nothing', []],
  ['a constant', [4, 4, 4, 4, 4, 4]],
  ['a straight line', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['a single bump', [0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0]],
])('finds none in %s', (_, series) => {
  expect(periodOf(series)).toBeUndefined();
});

test('looks for no cycle shorter than asked for', () => {
  expect(periodOf([1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9], 5)).toBe(6);
});
