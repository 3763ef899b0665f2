import type { Zone } from '../../shared/zone.ts';
import { ZONE_HOURS } from '../../shared/zone-names.ts';
import { utcMs } from '../../shared/zone-offsets.ts';
import { isTime, type Timestamp } from './iso.ts';

/** What a timestamp needs beside its text. */
export interface ClockContext {
  /** Zone of timestamps that name none. */
  readonly zone: Zone;
  /** Epoch seconds: a time without a year lies in the year that ends about then. */
  readonly now: number;
}

/** How many characters of an event a timestamp is looked for in. Source: Splunk, props.conf, MAX_TIMESTAMP_LOOKAHEAD. */
const LOOKAHEAD = 128;

interface Format {
  readonly pattern: string;
  read(match: Record<string, string | undefined>, context: ClockContext): Timestamp | undefined;
}

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,:](?<fraction>\d{1,9}))?)?`;
const HALF = String.raw`(?:\s?(?<half>[AaPp])\.?[Mm]\b)?`;
const ZONE_NAMES = Object.keys(ZONE_HOURS).join('|');
const ZONE = String.raw`(?:\s?(?<offset>Z|[+-]\d{2}:?\d{2}|[+-]\d{2}\b|\b(?:${ZONE_NAMES})\b))?`;
const MONTH = '(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';

/** In the order in which they are tried at one place: the more telling ones first. */
const FORMATS: readonly Format[] = [
  {
    // 2024-10-17T09:12:44.123Z, 2024/10/17 09:12:44
    pattern: String.raw`(?<!\d)(?<year>\d{4,6})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})[T ,\t]\s?${TIME}${ZONE}`,
    read: readWritten,
  },
  {
    // 17/Oct/2024:09:12:44 +0000, 17-Oct-2024 09:12:44, Thu, 17 Oct 2024 09:12:44 GMT
    pattern: String.raw`(?<day>\d{1,2})[/ -]${MONTH}[/ -](?<year>\d{4}|\d{2})[: ,T]\s?${TIME}${HALF}${ZONE}`,
    read: readWritten,
  },
  {
    // 10/17/2024 09:12:44 AM, 10-17-2024 09:12:44.123
    pattern: String.raw`(?<month>\d{1,2})[/-](?<day>\d{1,2})[/-](?<year>\d{4}|\d{2})[ ,T\t]\s?${TIME}${HALF}${ZONE}`,
    read: readWritten,
  },
  {
    // Oct 17 09:12:44, Oct 17 2024 09:12:44, Thu Oct 17 09:12:44 2024
    pattern: String.raw`${MONTH}\s{1,2}(?<day>\d{1,2}),?\s(?:(?<year>\d{4}),?\s)?${TIME}${HALF}${ZONE}(?:\s(?<yearBehind>\d{4})\b)?`,
    read: readWritten,
  },
  {
    // 20241017T091244Z
    pattern: String.raw`\b(?<year>20\d{2})(?<month>[01]\d)(?<day>[0-3]\d)[T ]?(?<hour>[0-2]\d)(?<minute>[0-5]\d)(?<second>[0-5]\d)(?:\.(?<fraction>\d{1,9}))?${ZONE}(?![\d])`,
    read: readWritten,
  },
  {
    // Epoch seconds to nanoseconds.
    pattern: String.raw`(?<![\d.])(?<epoch>1\d{9}(?:\d{9}|\d{6}|\d{3})?(?:\.\d{1,9})?)(?![\d])`,
    read: ({ epoch = '' }) => epochOf(epoch),
  },
];

/** The first timestamp of a text, in any of the formats that logs use; undefined where there is none near its start. */
export function findTimestamp(text: string, context: ClockContext): Timestamp | undefined {
  const head = text.slice(0, LOOKAHEAD);
  let found: { readonly index: number; readonly read: () => Timestamp | undefined } | undefined;
  for (const { pattern, read } of COMPILED) {
    const match = pattern.exec(head);
    if (match?.groups === undefined || (found !== undefined && found.index <= match.index)) continue;
    const { groups, index } = match;
    found = { index, read: () => read(groups, context) };
  }
  return found?.read();
}

/** A value that is a timestamp as a whole, a number of seconds since 1970, one of the formats, or a time of day. */
export function readTimestamp(value: string | number, context: ClockContext): Timestamp | undefined {
  if (typeof value === 'number' || /^-?\d{1,19}(?:\.\d+)?$/.test(value)) return epochOf(String(value));
  const clock = CLOCK.exec(value)?.groups;
  return clock === undefined ? findTimestamp(value, context) : lastTimeOfDay(clock, context);
}

const CLOCK = new RegExp(`^${TIME}$`);

/** The last time that the clock showed this. */
function lastTimeOfDay(clock: Record<string, string | undefined>, context: ClockContext): Timestamp | undefined {
  const on = (ms: number): Timestamp | undefined => {
    const date = new Date(context.zone.toWallMs(ms));
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()].map(String);
    return readWritten({ ...clock, year, month, day }, context);
  };
  const today = on(context.now * 1000);
  return today === undefined || today.time <= context.now ? today : on((context.now - 86_400) * 1000);
}

const COMPILED = FORMATS.map(({ pattern, read }) => ({ pattern: new RegExp(pattern), read }));

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Digits in front of the point tell the unit: ten or fewer are seconds, then each three more a thousandth. */
function epochOf(text: string): Timestamp | undefined {
  const [whole = ''] = text.replace('-', '').split('.');
  const scale = whole.length <= 11 ? 1 : whole.length <= 14 ? 1e3 : whole.length <= 17 ? 1e6 : 1e9;
  // To the microsecond, which a double holds for any date of this era.
  const time = Math.round((Number(text) / scale) * 1e6) / 1e6;
  if (!isTime(time * 1000)) return undefined;
  return { time, wallMs: Math.floor(time * 1000), offsetMinutes: 0 };
}

function readWritten(parts: Record<string, string | undefined>, context: ClockContext): Timestamp | undefined {
  const { hour = '0', minute = '0', second = '0', fraction = '', half, offset } = parts;
  const month = monthOf(parts['month'] ?? '1');
  const day = Number(parts['day']);
  const clock = [hourOf(Number(hour), half), Number(minute), Number(second)] as const;
  if (month < 0 || month > 11 || day < 1 || day > 31 || clock[0] > 24 || clock[1] > 59 || clock[2] > 60)
    return undefined;
  const written = parts['year'] ?? parts['yearBehind'];
  const wall = (year: number): number => utcMs(year, month, day, ...clock);
  const wallMs = wall(written === undefined ? yearBefore(wall, context.now) : fullYear(written));
  if (!isTime(wallMs)) return undefined;
  const offsetMinutes = offset === undefined ? undefined : minutesOf(offset);
  const unixMs = offsetMinutes === undefined ? context.zone.toUnixMs(wallMs) : wallMs - offsetMinutes * 60_000;
  const microseconds = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return { time: (unixMs * 1000 + microseconds) / 1e6, wallMs, offsetMinutes };
}

/** A month's name, or its number as a date writes it, counted from 0. */
function monthOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) - 1 : MONTHS.indexOf(text.slice(0, 3).toLowerCase());
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (/[Pp]/.test(half) ? 12 : 0);
}

/** Of two digits alone the century is to be guessed. */
function fullYear(written: string): number {
  const year = Number(written);
  if (written.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

const DAYS_AHEAD_MS = 2 * 86_400_000;

/** The last year in which the time is not in the future; clocks may be ahead by two days. */
function yearBefore(wall: (year: number) => number, now: number): number {
  const year = new Date(now * 1000).getUTCFullYear();
  return wall(year) > now * 1000 + DAYS_AHEAD_MS ? year - 1 : year;
}

function minutesOf(offset: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  if (sign === undefined) return (ZONE_HOURS[offset] ?? 0) * 60;
  const size = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -size : size;
}
