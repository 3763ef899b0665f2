import { fromWallClock, relativeTime, toWallClock } from '../../language/index.ts';

const DAY = 86_400;

/**
 * The start of the calendar period that a time lies in, in epoch seconds: periods of `count` units count from
 * 1970-01-01, weeks from that Thursday, in the wall clock of the zone.
 */
export function calendarBucket(time: number, unit: string, count: number, timezone: string): number | undefined {
  const wall = toWallClock(time, timezone);
  const size = Math.max(1, Math.trunc(count));
  switch (unit) {
    case 'day':
    case 'week': {
      const days = size * (unit === 'week' ? 7 : 1);
      return fromWallClock(Math.floor(wall / (days * DAY)) * days * DAY, timezone);
    }
    case 'month':
    case 'quarter':
    case 'year': {
      const months = size * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1);
      const date = new Date(wall * 1000);
      const month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
      const start = Math.floor(month / months) * months;
      return fromWallClock(Date.UTC(1970, start, 1) / 1000, timezone);
    }
    default:
      return relativeTime(time, `@${unit}`, timezone);
  }
}
