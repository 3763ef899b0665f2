import { expect, test } from 'vitest';
import { oneOf, parseSize, parseThreads, parseTimezone } from './values.ts';

test.each([
  ['512MB', 512 * 2 ** 20],
  ['1.5g', 1.5 * 2 ** 30],
  ['2 GiB', 2 * 2 ** 30],
  ['134217728', 2 ** 27],
])('the size %s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each(['', 'much', '-1GB', '1PB', '63MB', '0'])('no size: "%s"', (text) => {
  expect(() => parseSize(text)).toThrow(/size such as 512MB|at least 64MB/);
});

test.each(['0', '-2', '1.5', 'two', '5000'])('no number of threads: "%s"', (text) => {
  expect(() => parseThreads(text)).toThrow('whole number from 1 to 1024');
});

test('words are taken without case, and the nearest is named', () => {
  const severity = oneOf(['low', 'medium', 'high'] as const);
  expect(severity('HIGH')).toBe('high');
  expect(() => severity('hihg')).toThrow('Did you mean high? It is one of low, medium, high.');
});

test('a zone must exist', () => {
  expect(parseTimezone('Europe/Vienna')).toBe('Europe/Vienna');
  expect(() => parseTimezone('Europe/Nowhere')).toThrow('name of a time zone');
});
