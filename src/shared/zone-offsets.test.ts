import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openZone } from './zone.ts';
import { openOffsets, utcMs } from './zone-offsets.ts';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
];

/** What the platform's own formatter shows, read as if it were UTC: another way to the same figure. */
function shownBy(zone: string, unixMs: number): number {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const;
  return Date.parse(`${new Date(unixMs).toLocaleString('sv-SE', options)}Z`);
}

describe.each(ZONES)('%s', (zone) => {
  const offsetAt = openOffsets(zone);
  const wholeSecond = fc.integer({ min: utcMs(1900, 0, 1) / 1000, max: utcMs(2100, 0, 1) / 1000 });

  test('any time: what the platform shows', () => {
    fc.assert(
      fc.property(wholeSecond, (second) => {
        expect(second * 1000 + offsetAt(second * 1000)).toBe(shownBy(zone, second * 1000));
      }),
      { numRuns: 300 },
    );
  });

  test('a wall clock that was shown leads back to a time that shows it', () => {
    const { toUnixMs, toWallMs } = openZone(zone);
    fc.assert(
      fc.property(wholeSecond, (second) => {
        const wall = toWallMs(second * 1000);
        expect(toWallMs(toUnixMs(wall))).toBe(wall);
      }),
      { numRuns: 300 },
    );
  });
});

test('the second of a change', () => {
  const offsetAt = openOffsets('America/New_York');
  const change = Date.UTC(2024, 10, 3, 6);
  expect(offsetAt(change - 1)).toBe(-4 * 3_600_000);
  expect(offsetAt(change)).toBe(-5 * 3_600_000);
});

test('far from all calendars: a number', () => {
  const offsetAt = openOffsets('Europe/Berlin');
  for (const ms of [-8.64e15, 8.64e15, utcMs(1601, 0, 1), utcMs(30_000, 0, 1), utcMs(0, 0, 1)]) {
    expect(Number.isFinite(offsetAt(ms))).toBe(true);
  }
});

test('years below 100 are what they say', () => {
  expect(new Date(utcMs(50, 1, 3)).toISOString()).toBe('0050-02-03T00:00:00.000Z');
});
