import { expect, test } from 'vitest';
import { clockOf, earlierTime, epochSeconds, isoTime, laterTime } from './time.ts';

test.each([
  ['2024-10-17T09:12:44', 'UTC', '2024-10-17T09:12:44Z'],
  ['2024-10-17 09:12:44.5', 'UTC', '2024-10-17T09:12:44.500Z'],
  ['2024-10-17T09:12:44Z', 'Europe/Berlin', '2024-10-17T09:12:44Z'],
  ['2024-10-17T09:12:44+02:00', 'UTC', '2024-10-17T07:12:44Z'],
  ['2024-10-17T09:12:44-0730', 'UTC', '2024-10-17T16:42:44Z'],
  ['10/17/2024 09:12:44', 'UTC', '2024-10-17T09:12:44Z'],
  // Summer time ended on 27 October 2024, 03:00 CEST; it began on 31 March 2024, 02:00 CET.
  ['2024-10-17T09:12:44', 'Europe/Berlin', '2024-10-17T07:12:44Z'],
  ['2024-10-27T01:59:59', 'Europe/Berlin', '2024-10-26T23:59:59Z'],
  ['2024-10-27T02:30:00', 'Europe/Berlin', '2024-10-27T00:30:00Z'],
  ['2024-10-27T03:00:00', 'Europe/Berlin', '2024-10-27T02:00:00Z'],
  ['2024-03-31T01:59:59', 'Europe/Berlin', '2024-03-31T00:59:59Z'],
  ['2024-03-31T03:00:00', 'Europe/Berlin', '2024-03-31T01:00:00Z'],
  ['2024-06-01T00:00:00', 'Asia/Kolkata', '2024-05-31T18:30:00Z'],
  ['1729156364', 'Asia/Kolkata', '2024-10-17T09:12:44Z'],
  ['-1', 'UTC', '1969-12-31T23:59:59Z'],
])('%s in %s is %s', (text, timezone, expected) => {
  expect(isoTime(epochSeconds(text, clockOf(timezone), Math.min) ?? Number.NaN)).toBe(expected);
});

test.each(['', 'null', 'yesterday', '2024-13-45T00:00:00', '99999999999999999', 'Infinity', '0x10', '1e400'])(
  '%j is no time',
  (text) => {
    expect(epochSeconds(text, clockOf('UTC'), Math.min)).toBeUndefined();
  },
);

test.each([
  ['2024-10-17T09:12:44Z', '2024-10-17T09:12:44.500Z', '2024-10-17T09:12:44Z', '2024-10-17T09:12:44.500Z'],
  ['+010000-01-01T00:00:00Z', '2024-10-17T09:12:44Z', '2024-10-17T09:12:44Z', '+010000-01-01T00:00:00Z'],
  [null, '2024-10-17T09:12:44Z', '2024-10-17T09:12:44Z', '2024-10-17T09:12:44Z'],
  [null, null, null, null],
])('of %j and %j the earlier is %j, the later %j', (a, b, earlier, later) => {
  expect([earlierTime(a, b), earlierTime(b, a)]).toEqual([earlier, earlier]);
  expect([laterTime(a, b), laterTime(b, a)]).toEqual([later, later]);
});
