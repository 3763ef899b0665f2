import { Problem } from '../../shared/problem.ts';
import type { EventFields } from '../fields.ts';

/** Turns a wall-clock time into epoch milliseconds. */
export interface Zone {
  readonly name: string;
  /** `wallMs` is the wall clock read as if it were UTC. */
  toUnixMs(wallMs: number): number;
}

/** A timestamp taken apart. */
export interface Timestamp {
  /** Epoch seconds, to the microsecond. */
  readonly time: number;
  /** The clock as it is written, read as if it were UTC, in milliseconds. */
  readonly wallMs: number;
  /** Minutes east of UTC as the text says; undefined where it says nothing. */
  readonly offsetMinutes: number | undefined;
}

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?\s*(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Opens a time zone by its IANA name.
 * @throws Problem EV001 where there is no zone of the name.
 */
export function openZone(name: string): Zone {
  if (/^(utc|gmt|z)$/i.test(name)) return { name, toUnixMs: (wallMs) => wallMs };
  const format = formatOf(name);
  return {
    name,
    toUnixMs(wallMs) {
      // Twice: the offset at the guess may be that of the other side of a clock change.
      const guess = wallMs - offsetMs(format, wallMs);
      return wallMs - offsetMs(format, guess);
    },
  };
}

/** Reads an ISO timestamp, with a blank or a `T` in the middle; undefined for anything else. */
export function parseTimestamp(text: string, zone: Zone): Timestamp | undefined {
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const wallMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (Number.isNaN(wallMs)) return undefined;
  const offsetMinutes = offset === undefined ? undefined : minutesOf(offset);
  const unixMs = offsetMinutes === undefined ? zone.toUnixMs(wallMs) : wallMs - offsetMinutes * 60_000;
  const microseconds = fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0'));
  // One division at the end: the nearest number to the decimal text.
  return { time: (unixMs * 1000 + microseconds) / 1e6, wallMs, offsetMinutes };
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

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new Problem('EV001', `there is no time zone "${name}"`, {
      cause,
      hint: 'names are those of the IANA database, like Europe/Berlin or UTC',
    });
  }
}

/** How far a zone is ahead of UTC at an instant. */
function offsetMs(format: Intl.DateTimeFormat, unixMs: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(unixMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(unixMs / 1000) * 1000;
}
