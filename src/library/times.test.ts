import { expect, test } from 'vitest';
import { isInRange, resolveTimes } from './times.ts';

const NOW = '2024-10-17T12:34:56Z';
const epoch = (iso: string): number => Date.parse(iso) / 1000;

test.each([
  ['2024-10-17T09:00:00Z', 'UTC', '2024-10-17T09:00:00Z'],
  ['2024-10-17 09:00:00.250+02:00', 'UTC', '2024-10-17T07:00:00.250Z'],
  ['2024-10-17T09:00', 'Europe/Vienna', '2024-10-17T07:00:00Z'],
  ['2024-10-17', 'UTC', '2024-10-17T00:00:00Z'],
  ['-24h@h', 'UTC', '2024-10-16T12:00:00Z'],
  ['@d', 'Europe/Vienna', '2024-10-16T22:00:00Z'],
  ['1729157696', 'UTC', '2024-10-17T09:34:56Z'],
  ['now', 'UTC', NOW],
])('%s in %s', (earliest, timezone, expected) => {
  expect(resolveTimes({ now: NOW, earliest, timezone }).earliest).toBe(epoch(expected));
});

test.each(['yesterday', '2024-02-30', '2024-13-01', '-24x', ''])('"%s" is no time', (earliest) => {
  expect(() => resolveTimes({ now: NOW, earliest })).toThrow(`"${earliest}" is not a time for earliest`);
});

test('a range that ends before it begins is refused', () => {
  expect(() => resolveTimes({ now: NOW, earliest: '-1h', latest: '-2h' })).toThrow('ends before it begins');
});

test('earliest belongs to the range, latest does not', () => {
  const range = { earliest: 10, latest: 20 };
  expect([9, 10, 19.999, 20].map((time) => isInRange(time, range))).toEqual([false, true, true, false]);
  expect(isInRange(9, {})).toBe(true);
});
