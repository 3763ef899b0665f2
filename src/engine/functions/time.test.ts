import { describe, expect, test } from 'vitest';
import { formatTime } from './strftime.ts';
import { parseTime } from './strptime.ts';

// 2024-05-01T12:00:00Z is a Wednesday; New York is at UTC-4 then, at UTC-5 in winter. Values from GNU date.
const T = 1714564800;

describe('formatTime', () => {
  test.each([
    ['%Y-%m-%d %H:%M:%S %z', 'America/New_York', '2024-05-01 08:00:00 -0400'],
    ['%I:%M %p', 'America/New_York', '08:00 AM'],
    ['%::z', 'Asia/Kolkata', '+05:30:00'],
    ['%c', 'UTC', 'Wed May  1 12:00:00 2024'],
    ['%D %R %X', 'UTC', '05/01/24 12:00 12:00:00'],
    ['%U %W %V %j', 'UTC', '17 18 18 122'],
    ['%h|%k|%l|%y', 'UTC', 'May|12|12|24'],
    ['100%%', 'UTC', '100%'],
    ['%', 'UTC', '%'],
    ['%é %5d', 'UTC', '%é %5d'],
  ])('%s in %s', (format, timezone, expected) => {
    expect(formatTime(T, format, timezone)).toBe(expected);
  });

  test('digits of a second are those of the number, not of its double', () => {
    expect(formatTime(1714564800.123, '%3N %6N %f %N %Q', 'UTC')).toBe('123 123000 123000 123000000 123');
    expect(formatTime(1714564800.999999, '%S.%3N', 'UTC')).toBe('00.999');
  });

  test('ISO weeks belong to the year of their Thursday', () => {
    expect(formatTime(Date.UTC(2021, 0, 1) / 1000, '%V', 'UTC')).toBe('53');
    expect(formatTime(Date.UTC(2018, 11, 31) / 1000, '%V', 'UTC')).toBe('01');
  });
});

describe('parseTime', () => {
  const parse = (text: string, format: string, timezone = 'UTC'): number | undefined =>
    parseTime(text, format, timezone, T);
  test.each([
    ['2024-05-01T12:00:00.250Z', '%Y-%m-%dT%H:%M:%S.%3N%z', T + 0.25],
    ['2024-05-01 14:00:00 +0200', '%F %T %z', T],
    ['05/01/24 12:00:00 PM', '%m/%d/%y %I:%M:%S %p', T],
    ['Wed May  1 12:00:00 2024', '%a %b %e %H:%M:%S %Y', T],
    ['1714564800.5', '%s.%N', T + 0.5],
    ['2024-05-01', '%Y-%m-%d', T - 43_200],
    ['2024-05-01 12:00:00 and more', '%F %T', T],
    ['06:30', '%H:%M', T - 43_200 + 23_400],
    ['2024 122', '%Y %j', T - 43_200],
    ['2024-02-30', '%Y-%m-%d', undefined],
    ['2024-13-01', '%Y-%m-%d', undefined],
    ['x', '%Y', undefined],
    ['', '%Y', undefined],
  ])('%s by %s', (text, format, expected) => {
    expect(parse(text, format)).toBe(expected);
  });

  test('reads the clock of the zone unless the text names one', () => {
    expect(parse('2024-05-01 08:00:00', '%F %T', 'America/New_York')).toBe(T);
    expect(parse('2024-05-01 12:00:00 UTC', '%F %T %Z', 'America/New_York')).toBe(T);
  });
});
