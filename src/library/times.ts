import { resolveTime } from '../language/index.ts';
import { Problem } from '../shared/problem.ts';
import type { TimeOptions, TimeText } from './options.ts';

/** The times of a session, in epoch seconds. */
export interface Times {
  readonly now: number;
  readonly timezone: string;
  readonly earliest?: number;
  readonly latest?: number;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Resolves the times of a session. Relative ones count from `now`, calendars go by the session's zone.
 *
 * @throws Problem CLI001 for a text that is no time, or a range that ends before it begins.
 */
export function resolveTimes(options: TimeOptions): Times {
  const { timezone = 'UTC' } = options;
  const clock = Date.now() / 1000;
  const now = options.now === undefined ? clock : resolve('now', options.now, clock, timezone);
  const times: { earliest?: number; latest?: number } = {};
  if (options.earliest !== undefined) times.earliest = resolve('earliest', options.earliest, now, timezone);
  if (options.latest !== undefined) times.latest = resolve('latest', options.latest, now, timezone);
  if (times.earliest !== undefined && times.latest !== undefined && times.earliest >= times.latest) {
    throw new Problem('CLI001', `the time range ends before it begins: ${options.earliest} to ${options.latest}`, {
      hint: 'earliest must come before latest',
    });
  }
  return { now, timezone, ...times };
}

/** Whether an event's time lies in the range. */
export function isInRange(time: number, { earliest, latest }: Pick<Times, 'earliest' | 'latest'>): boolean {
  return (earliest === undefined || time >= earliest) && (latest === undefined || time < latest);
}

function resolve(name: string, text: TimeText, now: number, timezone: string): number {
  const time = typeof text === 'number' ? text : (isoTime(text.trim(), timezone) ?? resolveTime(text, now, timezone));
  if (time !== undefined && Number.isFinite(time)) return time;
  throw new Problem('CLI001', `"${text}" is not a time for ${name}`, {
    hint: 'write epoch seconds, ISO 8601 such as 2024-10-17T09:00:00Z, or a modifier such as -24h@h',
  });
}

/** ISO 8601; a text without an offset is in the session's zone. */
function isoTime(text: string, timezone: string): number | undefined {
  const [matched, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] =
    ISO.exec(text) ?? [];
  if (matched === undefined) return undefined;
  const seconds = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const asUtc = Date.parse(`${seconds}Z`);
  // Date takes 30 February for 1 March: the text must come back.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(seconds)) return undefined;
  const part = fraction === '' ? 0 : Number(`0${fraction}`);
  if (zone !== undefined) return Date.parse(`${seconds}${zone.toUpperCase()}`) / 1000 + part;
  const wall = resolveTime(`${month}/${day}/${year}:${hour}:${minute}:${second}`, 0, timezone);
  return wall === undefined ? undefined : wall + part;
}
