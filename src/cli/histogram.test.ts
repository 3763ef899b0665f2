import { expect, test } from 'vitest';
import { openHistogram } from './histogram.ts';

test('draws the hours that have something in them', () => {
  const histogram = openHistogram();
  for (const seconds of [0, 60, 3599, 7200]) histogram.add(seconds);
  expect(histogram.render()).toBe(`  1970-01-01T00:00  ${'#'.repeat(40)} 3\n  1970-01-01T02:00  ${'#'.repeat(13)} 1\n`);
});

test('draws days where hours would be too many', () => {
  const histogram = openHistogram();
  for (let hour = 0; hour < 24 * 10; hour++) histogram.add(hour * 3600);
  const lines = histogram.render().trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[1]).toBe(`  1970-01-02  ${'#'.repeat(40)} 24`);
});

test('draws nothing for nothing', () => {
  expect(openHistogram().render()).toBe('');
});
