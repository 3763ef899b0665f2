import { describe, expect, test } from 'vitest';
import { relativeTime, resolveTime } from './modifier.ts';

/** 2024-05-01T12:00:00Z, a Wednesday. */
const NOON = 1_714_564_800;
const at = (iso: string) => Date.parse(iso) / 1000;

describe('relativeTime', () => {
  test.each([
    ['-1d@d', '2024-04-30T00:00:00Z'],
    ['@h-5m', '2024-05-01T11:55:00Z'],
    ['+1d@d+8h', '2024-05-02T08:00:00Z'],
    ['-d', '2024-04-30T12:00:00Z'],
    ['@w0', '2024-04-28T00:00:00Z'],
    ['@w7', '2024-04-28T00:00:00Z'],
    ['@w4', '2024-04-25T00:00:00Z'],
    ['-1mon@mon', '2024-04-01T00:00:00Z'],
    ['@q', '2024-04-01T00:00:00Z'],
    ['-1y@y', '2023-01-01T00:00:00Z'],
    ['-2mon', '2024-03-01T12:00:00Z'],
  ])('%s', (modifier, expected) => {
    expect(relativeTime(NOON, modifier, 'UTC')).toBe(at(expected));
  });

  test('a day that the month lacks becomes its last one', () => {
    expect(relativeTime(at('2024-03-31T10:00:00Z'), '-1mon', 'UTC')).toBe(at('2024-02-29T10:00:00Z'));
  });

  test('days and months go by the calendar of the zone, hours by the clock', () => {
    // Berlin goes from UTC+1 to UTC+2 on 2024-03-31 at 01:00 UTC.
    const before = at('2024-03-30T12:00:00+01:00');
    expect(relativeTime(before, '+1d', 'Europe/Berlin')).toBe(at('2024-03-31T12:00:00+02:00'));
    expect(relativeTime(before, '+24h', 'Europe/Berlin')).toBe(before + 86_400);
    expect(relativeTime(at('2024-03-31T12:00:00+02:00'), '@d', 'Europe/Berlin')).toBe(at('2024-03-31T00:00:00+01:00'));
  });

  test.each(['', 'soon', '-1parsec', '@d+', '-1d@h3', '-9e9y'])('%j is no modifier', (modifier) => {
    expect(relativeTime(NOON, modifier, 'UTC')).toBeUndefined();
  });
});

describe('resolveTime', () => {
  test.each([
    ['now', NOON],
    ['now()', NOON],
    ['0', 0],
    ['1714000000.5', 1_714_000_000.5],
    ['05/01/2024:11:00:00', NOON - 3600],
    ['-1h', NOON - 3600],
  ])('%s', (text, expected) => {
    expect(resolveTime(text, NOON, 'UTC')).toBe(expected);
  });

  test('absolute times are of the zone', () => {
    expect(resolveTime('05/01/2024:12:00:00', NOON, 'Europe/Berlin')).toBe(NOON - 7200);
  });
});
