import { toWallClock } from '../../language/index.ts';

/** A time taken apart: what the wall clock shows, as if it were UTC. */
interface Moment {
  readonly date: Date;
  /** Epoch seconds, rounded down. */
  readonly seconds: number;
  /** Whole microseconds behind the second. */
  readonly micros: number;
  readonly offset: number;
  readonly timezone: string;
}

/** English names of weekdays and months, as formats write and read them. */
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_MS = 86_400_000;
/** The range of JavaScript's dates, less a day for the offset of a zone. */
const LIMIT_SECONDS = 8.64e12 - 86_400;

/**
 * A time as strftime writes it: the wall clock of a zone, fractions dropped and not rounded. A specifier that does not
 * exist stays as written. Undefined for times that no calendar reaches.
 *
 * Source: Splunk, Date and time format variables.
 */
export function formatTime(time: number, format: string, timezone: string): string | undefined {
  if (!(Math.abs(time) <= LIMIT_SECONDS)) return undefined;
  // A double holds present times to about a quarter of a microsecond: rounding there undoes what it added.
  const totalMicros = Math.round(time * 1e6);
  const seconds = Math.floor(totalMicros / 1e6);
  const offset = toWallClock(seconds, timezone) - seconds;
  const micros = totalMicros - seconds * 1e6;
  const moment = { date: new Date((seconds + offset) * 1000), seconds, micros, offset, timezone };
  return render(format, moment);
}

function render(format: string, moment: Moment): string {
  return format.replace(/%(:{0,2})(\d?)([A-Za-z%+])/g, (written, colons: string, digits: string, name: string) => {
    if (colons !== '') return name === 'z' ? offsetText(moment.offset, colons.length) : written;
    if (name === 'N' || name === 'Q') return fraction(moment, digits === '' ? (name === 'N' ? 9 : 3) : Number(digits));
    if (digits !== '') return written;
    const composite = COMPOSITES[name];
    return composite === undefined ? (specifier(name, moment) ?? written) : render(composite, moment);
  });
}

/** Specifiers that stand for several others. */
export const COMPOSITES: Readonly<Record<string, string>> = {
  T: '%H:%M:%S',
  F: '%Y-%m-%d',
  D: '%m/%d/%y',
  R: '%H:%M',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%Y',
  X: '%H:%M:%S',
  '+': '%a %b %e %H:%M:%S %Z %Y',
};

function specifier(name: string, moment: Moment): string | undefined {
  const { date, seconds } = moment;
  const hour12 = date.getUTCHours() % 12 || 12;
  switch (name) {
    case 'Y':
      return String(date.getUTCFullYear());
    case 'y':
      return pad(((date.getUTCFullYear() % 100) + 100) % 100);
    case 'm':
      return pad(date.getUTCMonth() + 1);
    case 'b':
    case 'h':
      return (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3);
    case 'B':
      return MONTHS[date.getUTCMonth()];
    case 'd':
      return pad(date.getUTCDate());
    case 'e':
      return pad(date.getUTCDate(), 2, ' ');
    case 'j':
      return pad(dayOfYear(date) + 1, 3);
    case 'H':
      return pad(date.getUTCHours());
    case 'I':
      return pad(hour12);
    case 'k':
      return pad(date.getUTCHours(), 2, ' ');
    case 'l':
      return pad(hour12, 2, ' ');
    case 'M':
      return pad(date.getUTCMinutes());
    case 'S':
      return pad(date.getUTCSeconds());
    case 'p':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'a':
      return (DAYS[date.getUTCDay()] ?? '').slice(0, 3);
    case 'A':
      return DAYS[date.getUTCDay()];
    case 'w':
      return String(date.getUTCDay());
    case 'U':
      return pad(Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7));
    case 'W':
      return pad(Math.floor((dayOfYear(date) + 7 - ((date.getUTCDay() + 6) % 7)) / 7));
    case 'V':
      return pad(isoWeek(date));
    case 's':
      return String(seconds);
    case 'f':
      return fraction(moment, 6);
    case 'z':
      return offsetText(moment.offset, 0);
    case 'Z':
      return zoneName(moment);
    case '%':
      return '%';
    default:
      return undefined;
  }
}

function fraction({ micros }: Moment, digits: number): string {
  return pad(micros, 6).padEnd(9, '0').slice(0, digits);
}

/** `+0530`; with one colon `+05:30`, with two also seconds. */
function offsetText(offset: number, colons: number): string {
  const size = Math.abs(offset);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60];
  if (colons === 2) parts.push(size % 60);
  return `${offset < 0 ? '-' : '+'}${parts.map((part) => pad(part)).join(colons === 0 ? '' : ':')}`;
}

function zoneName({ seconds, timezone }: Moment): string {
  if (timezone === 'UTC') return 'UTC';
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'short' });
  return format.formatToParts(seconds * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? timezone;
}

function dayOfYear(date: Date): number {
  const start = new Date(date);
  start.setUTCMonth(0, 1);
  return Math.round((date.getTime() - start.getTime()) / DAY_MS);
}

/** The week that holds the Thursday of the date's week, counted in the Thursday's year. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  return Math.floor(dayOfYear(thursday) / 7) + 1;
}

function pad(value: number, width = 2, fill = '0'): string {
  return String(value).padStart(width, fill);
}
