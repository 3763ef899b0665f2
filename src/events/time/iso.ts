import type { Zone } from '../../shared/zone.ts';
import { utcMs } from '../../shared/zone-offsets.ts';
import type { EventFields } from '../fields.ts';

/** A timestamp taken apart. */
export interface Timestamp {
  /** Epoch seconds, to the microsecond. */
  readonly time: number;
  /** The clock as it is written, read as if it were UTC, in milliseconds. */
  readonly wallMs: number;
  /** Minutes east of UTC as the text says; undefined where it says nothing. */
  readonly offsetMinutes: number | undefined;
}

/** Years have more than four digits in damaged events: what counts as no time in Windows lies beyond the year 9999. */
const TIMESTAMP = /^\+?(\d{4,6})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?\s*(Z|[+-]\d\d:?\d\d)?$/;

/** Reads an ISO timestamp, with a blank or a `T` in the middle; undefined for anything else. */
export function parseTimestamp(text: string, zone: Zone): Timestamp | undefined {
  const plain = parsePlain(text);
  if (plain !== undefined) return plain;
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const wallMs = utcMs(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (!isTime(wallMs)) return undefined;
  const offsetMinutes = offset === undefined ? undefined : minutesOf(offset);
  const unixMs = offsetMinutes === undefined ? zone.toUnixMs(wallMs) : wallMs - offsetMinutes * 60_000;
  const microseconds = fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0'));
  return { time: secondsOf(unixMs, microseconds), wallMs, offsetMinutes };
}

/** One division at the end: the nearest number to the decimal text. */
function secondsOf(unixMs: number, microseconds: number): number {
  return (unixMs * 1000 + microseconds) / 1e6;
}

const ZERO = 0x30;
const HYPHEN = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;

/**
 * The same for `2020-10-20T22:33:02.0639798Z`, as Windows writes every event's time: by code units, in a third of the
 * time that the pattern takes. Undefined for any other.
 */
function parsePlain(text: string): Timestamp | undefined {
  const last = text.length - 1;
  const at = text.charCodeAt(10);
  if (text.charCodeAt(last) !== 0x5a || (at !== 0x54 && at !== 0x20)) return undefined;
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return undefined;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined;
  const wallMs = utcMs(
    numberAt(text, 0, 4),
    numberAt(text, 5, 2) - 1,
    numberAt(text, 8, 2),
    numberAt(text, 11, 2),
    numberAt(text, 14, 2),
    numberAt(text, 17, 2),
  );
  const microseconds = last === 19 ? 0 : microsecondsAt(text, last);
  // What is no digit makes a time that is none.
  if (Number.isNaN(wallMs + microseconds)) return undefined;
  return { time: secondsOf(wallMs, microseconds), wallMs, offsetMinutes: 0 };
}

const MICROSECONDS = [1_000_000, 100_000, 10_000, 1000, 100, 10, 1];

/** Those of a dot and digits that end before `end`. NaN for anything else. */
function microsecondsAt(text: string, end: number): number {
  const count = end - 20;
  if (text.charCodeAt(19) !== DOT || count < 1) return Number.NaN;
  const used = Math.min(count, 6);
  const unused = numberAt(text, 20 + used, count - used);
  return numberAt(text, 20, used) * (MICROSECONDS[used] ?? 0) + unused * 0;
}

/** So many digits as a number; NaN where one is none. */
function numberAt(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

/** The last moment that a calendar reaches, in either direction; a day less, so that every zone can show it. */
const MAX_MS = 8.64e15 - 86_400_000;

/** Whether a number of milliseconds is a time that can be shown. */
export function isTime(ms: number): boolean {
  return Math.abs(ms) <= MAX_MS;
}

/** The `date_*` fields: the clock as the event writes it, without conversion of zones. */
export function addDateFields(fields: EventFields, { wallMs, offsetMinutes }: Timestamp): void {
  const date = new Date(wallMs);
  fields.set('date_hour', String(date.getUTCHours()));
  fields.set('date_mday', String(date.getUTCDate()));
  fields.set('date_minute', String(date.getUTCMinutes()));
  fields.set('date_month', MONTHS[date.getUTCMonth()]);
  fields.set('date_second', String(date.getUTCSeconds()));
  fields.set('date_wday', WEEKDAYS[date.getUTCDay()]);
  fields.set('date_year', String(date.getUTCFullYear()));
  fields.set('date_zone', offsetMinutes === undefined ? 'local' : String(offsetMinutes));
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}
