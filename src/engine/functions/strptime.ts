import { fromWallClock, toWallClock } from '../../language/index.ts';
import { ZONE_HOURS } from '../../shared/zone-names.ts';
import { COMPOSITES, DAYS, MONTHS } from './strftime.ts';

/** What a text said about a time. */
interface Reading {
  year?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  hour?: number;
  hour12?: number;
  isPm?: boolean;
  minute?: number;
  second?: number;
  fraction?: number;
  /** Epoch seconds. */
  epoch?: number;
  /** Seconds ahead of UTC. */
  offset?: number;
}

/** Takes its part from the start of a text; gives how much, or undefined where it is not there. */
type Reader = (text: string, reading: Reading) => number | undefined;

/**
 * The time that a text names, in epoch seconds; undefined where it is not in the format. Text behind the format is
 * ignored. Without a date it is today (`now`), without a time midnight; without a zone it is the given one.
 *
 * Source: Splunk, Date and time format variables.
 */
export function parseTime(text: string, format: string, timezone: string, now: number): number | undefined {
  const reading: Reading = {};
  let rest = text;
  for (const part of expand(format).match(/%:{0,2}\d?[A-Za-z%]|\s+|\P{Cs}|\p{Cs}/gu) ?? []) {
    const taken = take(part, rest, reading);
    if (taken === undefined) return undefined;
    rest = rest.slice(taken);
  }
  return toEpoch(reading, timezone, now);
}

function expand(format: string): string {
  return format.replace(/%([A-Za-z+%])/g, (written, name: string) => COMPOSITES[name] ?? written);
}

function take(part: string, text: string, reading: Reading): number | undefined {
  if (/^\s/.test(part)) return /^\s*/.exec(text)?.[0].length;
  if (!part.startsWith('%') || part.length === 1) return text.startsWith(part) ? part.length : undefined;
  const name = part.slice(-1);
  if (name === '%') return text.startsWith('%') ? 1 : undefined;
  return READERS[name]?.(text, reading);
}

const READERS: Readonly<Record<string, Reader>> = {
  Y: digits(4, 0, 9999, 'year'),
  y: (text, reading) => {
    const taken = digits(2, 0, 99, 'year')(text, reading);
    // POSIX: 69 to 99 are of the last century.
    if (reading.year !== undefined) reading.year += reading.year < 69 ? 2000 : 1900;
    return taken;
  },
  m: digits(2, 1, 12, 'month'),
  d: digits(2, 1, 31, 'day'),
  e: digits(2, 1, 31, 'day'),
  j: digits(3, 1, 366, 'dayOfYear'),
  H: digits(2, 0, 23, 'hour'),
  k: digits(2, 0, 23, 'hour'),
  I: digits(2, 1, 12, 'hour12'),
  l: digits(2, 1, 12, 'hour12'),
  M: digits(2, 0, 59, 'minute'),
  S: digits(2, 0, 61, 'second'),
  b: monthName,
  B: monthName,
  h: monthName,
  a: weekday,
  A: weekday,
  p: (text, reading) => {
    const found = /^[AaPp]\.?[Mm]\.?/.exec(text)?.[0];
    if (found !== undefined) reading.isPm = found.toLowerCase().startsWith('p');
    return found?.length;
  },
  s: (text, reading) => {
    const found = /^-?\d{1,15}/.exec(text)?.[0];
    if (found !== undefined) reading.epoch = Number(found);
    return found?.length;
  },
  f: subseconds,
  N: subseconds,
  Q: subseconds,
  z: (text, reading) => {
    const [found, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?/.exec(text) ?? [];
    if (found !== undefined) reading.offset = (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
    if (found === undefined && /^[Zz]/.test(text)) {
      reading.offset = 0;
      return 1;
    }
    return found?.length;
  },
  Z: (text, reading) => {
    const found = /^[A-Za-z]{1,5}/.exec(text)?.[0];
    const offset = found === undefined ? undefined : ZONE_HOURS[found.toUpperCase()];
    if (offset !== undefined) reading.offset = offset * 3600;
    return found?.length;
  },
  w: (text) => /^[0-6]/.exec(text)?.[0].length,
  U: (text) => /^\d{1,2}/.exec(text)?.[0].length,
  W: (text) => /^\d{1,2}/.exec(text)?.[0].length,
  V: (text) => /^\d{1,2}/.exec(text)?.[0].length,
};

type NumberKey = Exclude<keyof Reading, 'isPm'>;

/** Reads up to so many digits, blanks before them. */
function digits(width: number, low: number, high: number, key: NumberKey): Reader {
  const pattern = new RegExp(`^\\s*(\\d{1,${width}})`);
  return (text, reading) => {
    const found = pattern.exec(text);
    const value = Number(found?.[1]);
    if (found === null || value < low || value > high) return undefined;
    reading[key] = value;
    return found[0].length;
  };
}

function monthName(text: string, reading: Reading): number | undefined {
  const found = named(text, MONTHS);
  if (found !== undefined) reading.month = found.index + 1;
  return found?.length;
}

function weekday(text: string): number | undefined {
  return named(text, DAYS)?.length;
}

function named(text: string, names: readonly string[]): { index: number; length: number } | undefined {
  const lower = text.slice(0, 12).toLowerCase();
  for (const [index, name] of names.entries()) {
    if (lower.startsWith(name.toLowerCase())) return { index, length: name.length };
  }
  const index = names.findIndex((name) => lower.startsWith(name.slice(0, 3).toLowerCase()));
  return index === -1 ? undefined : { index, length: 3 };
}

function subseconds(text: string, reading: Reading): number | undefined {
  const found = /^\d{1,9}/.exec(text)?.[0];
  if (found !== undefined) reading.fraction = Number(`0.${found}`);
  return found?.length;
}

function toEpoch(reading: Reading, timezone: string, now: number): number | undefined {
  const fraction = reading.fraction ?? 0;
  if (reading.epoch !== undefined) return reading.epoch + fraction;
  const days = dayNumber(reading, new Date(toWallClock(Math.floor(now), timezone) * 1000));
  if (days === undefined) return undefined;
  const wall = days * 86_400 + hourOf(reading) * 3600 + (reading.minute ?? 0) * 60 + (reading.second ?? 0);
  const seconds = reading.offset === undefined ? fromWallClock(wall, timezone) : wall - reading.offset;
  return seconds + fraction;
}

function hourOf({ hour, hour12, isPm }: Reading): number {
  if (hour12 !== undefined) return (hour12 % 12) + (isPm === true ? 12 : 0);
  // `%H %p` with an hour of twelve is written in practice.
  return hour !== undefined && isPm === true && hour < 12 ? hour + 12 : (hour ?? 0);
}

/** Days from 1970-01-01; undefined for a day that its month does not have. */
function dayNumber({ year, month, day, dayOfYear }: Reading, today: Date): number | undefined {
  const isToday = year === undefined && month === undefined && day === undefined && dayOfYear === undefined;
  if (isToday) return Math.floor(today.getTime() / 86_400_000);
  const date = new Date(0);
  const inYear = year ?? today.getUTCFullYear();
  if (dayOfYear !== undefined && month === undefined) date.setUTCFullYear(inYear, 0, dayOfYear);
  else date.setUTCFullYear(inYear, (month ?? 1) - 1, day ?? 1);
  const isReal = dayOfYear !== undefined || date.getUTCDate() === (day ?? 1);
  return isReal ? date.getTime() / 86_400_000 : undefined;
}
