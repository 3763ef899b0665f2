import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openZone } from '../../shared/zone.ts';
import { findTimestamp, readTimestamp } from './timestamps.ts';

/** 17 October 2024, 09:12:44 UTC. */
const TIME = 1729156364;
const CONTEXT = { zone: openZone('UTC'), now: TIME + 1000 };

describe('formats', () => {
  test.each([
    ['2024-10-17T09:12:44.123456789Z', TIME + 0.123456],
    ['2024/10/17 09:12:44', TIME],
    ['2024-10-17 11:12:44,5 +0200', TIME + 0.5],
    ['1.2.3.4 - - [17/Oct/2024:02:12:44 -0700] "GET /', TIME],
    ['Thu, 17 Oct 2024 09:12:44 GMT', TIME],
    ['17-Oct-2024 09:12:44', TIME],
    ['10/17/2024 09:12:44 AM', TIME],
    ['10/17/2024 09:12:44 PM', TIME + 12 * 3600],
    ['10/17/2024 12:12:44 AM', TIME - 9 * 3600],
    ['10-17-2024 09:12:44.500', TIME + 0.5],
    ['10/17/24 9:12:44', TIME],
    ['Oct 17 09:12:44 web sshd[1]:', TIME],
    ['<13>Oct  7 09:12:44 web', TIME - 10 * 86_400],
    ['Thu Oct 17 09:12:44 2024', TIME],
    ['Oct 17 2024 05:12:44.25 EDT: %ASA', TIME + 0.25],
    ['2024-10-17 18:12:44 JST', TIME],
    ['20241017T091244Z', TIME],
    ['type=CWD msg=audit(1729156364.789:12):', TIME + 0.789],
    ['{"ts":1729156364123}', TIME + 0.123],
    ['2 1234 eni-0 10.0.0.1 1 1729156364 1729156370', TIME],
  ])('%s', (text, expected) => {
    expect(findTimestamp(text, CONTEXT)?.time).toBe(expected);
  });

  test.each([
    ['none'],
    ['2024-10-17'],
    ['2024-13-17 09:12:44'],
    ['09:12:44'],
    ['build 20241399999999'],
    ['1.2.3.4:80'],
  ])('none in "%s"', (text) => {
    expect(findTimestamp(text, CONTEXT)).toBeUndefined();
  });

  test('the first one counts', () => {
    expect(findTimestamp('1729156364 2020-01-01 00:00:00', CONTEXT)?.time).toBe(TIME);
  });

  test('a value that is a number is a time since 1970, in the unit that its size tells', () => {
    for (const value of [TIME, String(TIME), `${TIME}000`, `${TIME}000000`, `${TIME}000000000`]) {
      expect(readTimestamp(value, CONTEXT)?.time).toBe(TIME);
    }
    expect(readTimestamp('0', CONTEXT)?.time).toBe(0);
  });
});

describe('times beyond all logs', () => {
  test.each([
    ['1601-01-01T00:00:00Z', -11_644_473_600],
    ['30000-01-01 00:00:00', 884_541_340_800],
    ['0000-01-01 00:00:00', -62_167_219_200],
    ['-11644473600', -11_644_473_600],
    ['0099-12-31 00:00:00', Date.parse('0099-12-31') / 1000],
  ])('%s', (text, expected) => {
    expect(readTimestamp(text, CONTEXT)?.time).toBe(expected);
  });

  test.each([[1e300], [-1e300], [Number.NaN], [Number.POSITIVE_INFINITY]])('none in %s', (value) => {
    expect(readTimestamp(value, CONTEXT)).toBeUndefined();
  });

  test('any number: none, or one that can be shown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.bigInt().map(String), fc.integer().map(String)), (value) => {
        const found = readTimestamp(value, CONTEXT);
        if (found !== undefined) expect(() => new Date(found.wallMs).toISOString()).not.toThrow();
      }),
    );
  });
});

test('a time of day is the last one', () => {
  expect(readTimestamp('09:12:44.5', CONTEXT)?.time).toBe(TIME + 0.5);
  expect(readTimestamp('10:12:44', CONTEXT)?.time).toBe(TIME + 3600 - 86_400);
});

test('a time of day is of the day that the zone has', () => {
  // In Auckland it is 18 October, 22:29.
  const zone = openZone('Pacific/Auckland');
  expect(readTimestamp('22:00:00', { ...CONTEXT, zone })?.time).toBe(TIME - (12 * 60 + 44));
});

test('a time without a year lies in the past', () => {
  expect(findTimestamp('Dec 31 23:00:00', CONTEXT)?.time).toBe(Date.UTC(2023, 11, 31, 23) / 1000);
  expect(findTimestamp('Oct 18 00:00:00', CONTEXT)?.time).toBe(Date.UTC(2024, 9, 18) / 1000);
});

test('a time without a zone is in the given one', () => {
  const zone = openZone('Europe/Berlin');
  expect(findTimestamp('2024-10-17 11:12:44', { ...CONTEXT, zone })?.time).toBe(TIME);
});

test('any text: no crash, and what comes is a number', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      const found = findTimestamp(text, CONTEXT);
      if (found !== undefined) expect(Number.isFinite(found.time)).toBe(true);
    }),
  );
});
