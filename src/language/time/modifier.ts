import { type TimeUnit, timeUnit } from '../parse/time-span.ts';
import { fromWallClock, toWallClock } from './zone.ts';

/** One step of a relative time: an offset, or a snap to the start of a unit (to a weekday: 0 is Sunday). */
type Step =
  | { readonly kind: 'Offset'; readonly amount: number; readonly unit: TimeUnit }
  | { readonly kind: 'Snap'; readonly unit: TimeUnit; readonly weekday: number };

const STEP = /([+-]\d*[a-z]+)|@([a-z]+)([0-7])?/giy;
const ABSOLUTE = /^(\d{1,2})\/(\d{1,2})\/(\d{4}):(\d{1,2}):(\d{2}):(\d{2})$/;
const SECONDS: Partial<Record<TimeUnit, number>> = { ms: 0.001, cs: 0.01, ds: 0.1, us: 1e-6, s: 1, m: 60, h: 3600 };

/**
 * The time that a modifier of the time range stands for, in epoch seconds: `-24h@h`, `@d`, `now`, an epoch number, or
 * `%m/%d/%Y:%H:%M:%S`. Undefined for other texts.
 *
 * Source: Splunk Search Manual, Specify time modifiers in your search.
 */
export function resolveTime(text: string, now: number, timezone: string): number | undefined {
  const trimmed = text.trim();
  if (/^now(?:\(\))?$/i.test(trimmed)) return now;
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed);
  const [, month, day, year, hour, minute, second] = ABSOLUTE.exec(trimmed) ?? [];
  if (month !== undefined) {
    const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
    return fromWallClock(wall / 1000, timezone);
  }
  return relativeTime(now, trimmed, timezone);
}

/**
 * A time moved by a modifier such as `-1d@d+8h`, in epoch seconds; its steps are taken from left to right. Offsets of
 * days and longer, and snaps, go by the calendar of the zone. Undefined for a text that is no modifier.
 *
 * Source: Splunk Search Manual, Specify time modifiers in your search.
 */
export function relativeTime(time: number, modifier: string, timezone: string): number | undefined {
  const steps = parseSteps(modifier);
  if (steps === undefined) return undefined;
  let moved = time;
  for (const step of steps) moved = step.kind === 'Offset' ? shift(moved, step, timezone) : snap(moved, step, timezone);
  return Number.isFinite(moved) ? moved : undefined;
}

function parseSteps(modifier: string): readonly Step[] | undefined {
  const text = modifier.trim();
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    const step = match === null ? undefined : stepOf(match);
    if (step === undefined) return undefined;
    steps.push(step);
    at = STEP.lastIndex;
  }
  return steps.length === 0 ? undefined : steps;
}

function stepOf([, offset, snapUnit = '', weekday]: RegExpExecArray): Step | undefined {
  if (offset === undefined) {
    const unit = timeUnit(snapUnit);
    if (unit === undefined || (weekday !== undefined && unit !== 'w')) return undefined;
    return { kind: 'Snap', unit, weekday: Number(weekday ?? 0) % 7 };
  }
  const [, sign, digits = '', name = ''] = /^([+-])(\d*)([a-z]+)$/i.exec(offset) ?? [];
  const unit = timeUnit(name);
  const amount = digits === '' ? 1 : Number(digits);
  return unit === undefined ? undefined : { kind: 'Offset', amount: sign === '-' ? -amount : amount, unit };
}

function shift(time: number, { amount, unit }: Extract<Step, { kind: 'Offset' }>, timezone: string): number {
  const seconds = SECONDS[unit];
  if (seconds !== undefined) return time + amount * seconds;
  const wall = new Date(toWallClock(time, timezone) * 1000);
  if (unit === 'd' || unit === 'w') wall.setUTCDate(wall.getUTCDate() + amount * (unit === 'w' ? 7 : 1));
  else addMonths(wall, amount * (unit === 'y' ? 12 : unit === 'q' ? 3 : 1));
  return fromWallClock(wall.getTime() / 1000, timezone);
}

/** A day that the month does not have becomes its last one. */
function addMonths(wall: Date, months: number): void {
  const day = wall.getUTCDate();
  wall.setUTCDate(1);
  wall.setUTCMonth(wall.getUTCMonth() + months);
  const length = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  wall.setUTCDate(Math.min(day, length));
}

function snap(time: number, { unit, weekday }: Extract<Step, { kind: 'Snap' }>, timezone: string): number {
  const seconds = SECONDS[unit];
  const wallTime = toWallClock(time, timezone);
  // Up to the hour, the way down is the same on the wall and on the clock, also across a change of the zone's offset.
  if (seconds !== undefined) return time - (wallTime - Math.floor(wallTime / seconds) * seconds);
  const wall = new Date(wallTime * 1000);
  wall.setUTCHours(0, 0, 0, 0);
  if (unit === 'w') wall.setUTCDate(wall.getUTCDate() - ((wall.getUTCDay() - weekday + 7) % 7));
  if (unit === 'mon' || unit === 'q' || unit === 'y') wall.setUTCDate(1);
  if (unit === 'q') wall.setUTCMonth(Math.floor(wall.getUTCMonth() / 3) * 3);
  if (unit === 'y') wall.setUTCMonth(0);
  return fromWallClock(wall.getTime() / 1000, timezone);
}
