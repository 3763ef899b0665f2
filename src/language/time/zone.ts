/** What the clock on the wall shows at a time: epoch seconds as if that were UTC. */
export function toWallClock(time: number, timezone: string): number {
  return time + offsetAt(time, timezone);
}

/**
 * The time at which the wall shows this. Of a reading that a change of the offset skips or repeats, the one that the
 * offset before the change gives.
 */
export function fromWallClock(wall: number, timezone: string): number {
  const guess = wall - offsetAt(wall, timezone);
  return wall - offsetAt(guess, timezone);
}

/** What the zone is ahead of UTC at a time, in seconds. */
function offsetAt(time: number, timezone: string): number {
  if (timezone === 'UTC' || !Number.isFinite(time)) return 0;
  const whole = Math.floor(time);
  const parts = formatOf(timezone).formatToParts(whole * 1000);
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return wall / 1000 - whole;
}

/** Formats by zone: making one takes 50 µs, and a search has one zone. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timezone);
  if (known !== undefined) return known;
  const fresh = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  FORMATS.set(timezone, fresh);
  return fresh;
}
