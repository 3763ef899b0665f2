import type { Value } from '../language/index.ts';

/** The instants that a Date can hold, in seconds. */
const MAX_SECONDS = 8.64e12;

/** As SPL's ctime writes by default, and as detections write with a format of ISO 8601, with a zone or without. */
const FORMATS: readonly RegExp[] = [
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d:?\d\d)?$/,
  /^(?<month>\d\d)\/(?<day>\d\d)\/(?<year>\d{4}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?<fraction>\.\d+)?$/,
];

/** How far a zone is ahead of UTC, in seconds, when its clocks show a time. */
export type Clock = (wallSeconds: number) => number;

/** The clock of a zone by its IANA name. Of the hour that comes twice in autumn it takes the first. */
export function clockOf(timezone: string): Clock {
  if (timezone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  return (wall) => {
    const dayBefore = offsetAt(wall - 86_400, format);
    return offsetAt(wall - dayBefore, format) === dayBefore ? dayBefore : offsetAt(wall + 86_400, format);
  };
}

/**
 * The instant that a value of a row stands for, in epoch seconds: a number, a text of a number, or a date and time,
 * which without a zone is one of the clock. Undefined for anything else. `pick` chooses between several values.
 */
export function epochSeconds(
  value: Value | undefined,
  clock: Clock,
  pick: (a: number, b: number) => number,
): number | undefined {
  if (value === undefined) return undefined;
  const values = typeof value === 'object' ? value : [value];
  const seconds = values.map((one) => secondsOf(one, clock)).filter((one) => one !== undefined);
  return seconds.length === 0 ? undefined : seconds.reduce((a, b) => pick(a, b));
}

/** An instant as ISO 8601 in UTC, with a fraction only where there is one. */
export function isoTime(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().replace('.000Z', 'Z');
}

/** The earlier of two times in ISO 8601; the other where one is null. */
export function earlierTime(a: string | null, b: string | null): string | null {
  return firstBy(1, a, b);
}

/** The later of two times in ISO 8601; the other where one is null. */
export function laterTime(a: string | null, b: string | null): string | null {
  return firstBy(-1, a, b);
}

function firstBy(sign: 1 | -1, a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return (Date.parse(a) - Date.parse(b)) * sign <= 0 ? a : b;
}

function secondsOf(value: string | number, clock: Clock): number | undefined {
  const text = String(value).trim();
  const seconds = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : secondsOfDate(text, clock);
  return seconds !== undefined && Math.abs(seconds) <= MAX_SECONDS ? seconds : undefined;
}

function secondsOfDate(text: string, clock: Clock): number | undefined {
  for (const format of FORMATS) {
    const groups = format.exec(text)?.groups;
    if (groups) return secondsOfParts(groups, clock);
  }
  return undefined;
}

function secondsOfParts(parts: Readonly<Record<string, string | undefined>>, clock: Clock): number | undefined {
  const { year, month, day, hour, minute, second, fraction = '', zone } = parts;
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
  if (Number.isNaN(wall)) return undefined;
  const offset = zone === undefined ? clock(wall) : secondsOfZone(zone);
  return wall - offset + Number(`0${fraction}`);
}

function secondsOfZone(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
}

/** How far a zone is ahead of UTC at an instant, both in seconds. */
function offsetAt(instant: number, format: Intl.DateTimeFormat): number {
  const name = format.formatToParts(instant * 1000).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return secondsOfZone(name.replace('GMT', ''));
}
