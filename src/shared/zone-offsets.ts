import { Problem } from './problem.ts';

/** How far a zone is ahead of UTC at an instant; both in milliseconds. */
export type OffsetAt = (unixMs: number) => number;

const DAY_MS = 86_400_000;

/** The instants between which the offsets of zones are asked for: the years 1 to 9999. Beyond them the last one holds. */
const FIRST_DAY = utcMs(1, 0, 2) / DAY_MS;
const LAST_DAY = utcMs(9999, 11, 30) / DAY_MS;

/** Days that are remembered. Logs have few; timestamps that are made up have any. */
const KEPT_DAYS = 20_000;

/** A day's offset, and the one that follows where it changes on that day. */
interface Day {
  readonly before: number;
  readonly after: number;
  /** The first instant at which `after` holds. */
  readonly changesAt: number;
}

/**
 * Opens the offsets of a zone, which are worked out once for each day: a call of the formatter takes some 2 µs, more than
 * all else that is done to a timestamp. A zone changes its offset no more than once a day.
 *
 * @throws Problem EV001 where there is no zone of the name.
 */
export function openOffsets(zone: string): OffsetAt {
  const ask = openFormatter(zone);
  const days = new Map<number, Day>();
  let last: { readonly number: number; readonly day: Day } | undefined;
  return (unixMs) => {
    const number = clamp(Math.floor(unixMs / DAY_MS));
    if (last?.number !== number) last = { number, day: days.get(number) ?? keep(number) };
    const { before, after, changesAt } = last.day;
    return unixMs < changesAt ? before : after;
  };

  function keep(number: number): Day {
    const day = dayOf(number * DAY_MS, ask);
    if (days.size >= KEPT_DAYS) days.clear();
    days.set(number, day);
    return day;
  }
}

/** The milliseconds of a clock that shows UTC. `Date.UTC` takes years below 100 for those of the last century. */
export function utcMs(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  if (year < 0 || year > 99) return Date.UTC(year, month, day, hour, minute, second);
  return new Date(Date.UTC(2000, month, day, hour, minute, second)).setUTCFullYear(year, month, day);
}

function clamp(day: number): number {
  return Math.min(LAST_DAY, Math.max(FIRST_DAY, day));
}

function dayOf(startMs: number, ask: OffsetAt): Day {
  const before = ask(startMs);
  const after = ask(startMs + DAY_MS);
  if (before === after) return { before, after, changesAt: startMs };
  let [low, high] = [startMs, startMs + DAY_MS];
  // Zones change at whole seconds.
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (ask(middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, changesAt: high };
}

/** Asks the platform's data on zones. */
function openFormatter(zone: string): OffsetAt {
  const format = formatOf(zone);
  return (unixMs) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(unixMs)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return utcMs(year, month - 1, day, hour, minute, second) - Math.floor(unixMs / 1000) * 1000;
  };
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
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
