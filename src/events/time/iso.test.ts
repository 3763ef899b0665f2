import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { openZone } from '../../shared/zone.ts';
import { EventFields } from '../fields.ts';
import { addDateFields, parseTimestamp } from './iso.ts';

const UTC = openZone('UTC');

describe('timestamps', () => {
  test.each([
    ['2020-10-08T11:03:46.617920300Z', 1602155026.61792],
    ['2023-11-26T23:43:08.7101401Z', 1701042188.71014],
    ['2020-10-18 05:15:14.796', 1602998114.796],
    ['2020-10-08T13:03:46+02:00', 1602155026],
    ['2020-10-08T06:03:46-0500', 1602155026],
    ['1969-12-31T23:59:59.5Z', -0.5],
  ])('%s', (text, expected) => {
    expect(parseTimestamp(text, UTC)?.time).toBe(expected);
  });

  test.each([[''], ['yesterday'], ['2020-10-08'], ['2020-10-08T11:03:46X'], ['1602155026']])('none in "%s"', (text) => {
    expect(parseTimestamp(text, UTC)).toBeUndefined();
  });

  test('Z and an offset of none are the same, whatever the digits', () => {
    const digits = (count: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });
    const fraction = fc
      .tuple(fc.constantFrom('', '.', ',', '.x', '.1x'), fc.nat(12).chain(digits))
      .map((two) => two.join(''));
    const mark = fc.constantFrom('T', ' ', 'x');
    fc.assert(
      fc.property(
        digits(8),
        mark,
        digits(6),
        fraction,
        fc.nat(29),
        fc.boolean(),
        (day, between, clock, more, at, isHurt) => {
          const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6)];
          const text = `${year}-${month}-${date}${between}${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}${more}`;
          const hurt = isHurt ? `${text.slice(0, at)}-${text.slice(at + 1)}` : text;
          expect(parseTimestamp(`${hurt}Z`, UTC)).toEqual(parseTimestamp(`${hurt}+00:00`, UTC));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a zone counts only where the text has none', () => {
    const berlin = openZone('Europe/Berlin');
    expect(parseTimestamp('2020-10-08 13:03:46', berlin)?.time).toBe(1602155026);
    expect(parseTimestamp('2020-12-08 12:03:46', berlin)?.time).toBe(1607425426);
    expect(parseTimestamp('2020-10-08T11:03:46Z', berlin)?.time).toBe(1602155026);
  });

  test('both sides of a clock change', () => {
    const berlin = openZone('Europe/Berlin');
    // 2020-10-25: at 03:00 summer time the clock goes back to 02:00.
    expect(parseTimestamp('2020-10-25 01:59:59', berlin)?.time).toBe(1603583999);
    expect(parseTimestamp('2020-10-25 03:00:00', berlin)?.time).toBe(1603591200);
  });

  test.each([
    // 02:30 comes twice: at 00:30 and at 01:30 UTC.
    ['Europe/Berlin', '2020-10-25 02:30:00', '2020-10-25T00:30:00Z'],
    ['America/New_York', '2024-11-03 01:30:00', '2024-11-03T05:30:00Z'],
    // 02:30 does not come at all.
    ['Europe/Berlin', '2020-03-29 02:30:00', '2020-03-29T01:30:00Z'],
    ['America/New_York', '2024-03-10 02:30:00', '2024-03-10T07:30:00Z'],
  ])('%s, %s: the offset before the change', (zone, text, expected) => {
    expect(parseTimestamp(text, openZone(zone))?.time).toBe(Date.parse(expected) / 1000);
  });

  test('a zone that does not exist', () => {
    expect(() => openZone('Mars/Olympus')).toThrow(
      expect.objectContaining({ name: Problem.name, code: 'EV001', message: 'there is no time zone "Mars/Olympus"' }),
    );
  });

  test('date fields are the clock as it is written', () => {
    const fields = new EventFields();
    const timestamp = parseTimestamp('2020-10-08T23:03:46-05:00', UTC);
    if (timestamp !== undefined) addDateFields(fields, timestamp);
    expect(Object.fromEntries(fields)).toEqual({
      date_hour: '23',
      date_mday: '8',
      date_minute: '3',
      date_month: 'october',
      date_second: '46',
      date_wday: 'thursday',
      date_year: '2020',
      date_zone: '-300',
    });
  });
});
