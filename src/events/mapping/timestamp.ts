import { openZone } from '../../shared/zone.ts';
import type { EventReader, SourceDefinition } from '../sources/define.ts';
import { isTime, type Timestamp } from '../time/iso.ts';
import { findTimestamp, readTimestamp } from '../time/timestamps.ts';
import type { Pattern } from './pattern.ts';

/** Where a text tells its time, and how. */
export interface TimeRule {
  /** A field that holds it. Else it is in the text of the event. */
  readonly field?: string;
  /** Its first group is the time; without groups it is what follows the match. */
  readonly pattern?: Pattern;
  /** Reads a text in the format of the rule: epoch seconds. Absent: any format. */
  readonly parse?: (text: string, timezone: string, now: number) => number | undefined;
  /** Whether the format tells the zone, or a time that needs none. */
  readonly isZoned?: boolean;
  /** IANA name. Default: the zone of the run. */
  readonly zone?: string;
}

/** How much of a text is looked at for a time. */
const LOOK_AT = 4096;

/**
 * The time of an event by a rule.
 *
 * @throws Problem EV001 for a zone that does not exist
 */
export function timestampBy(rule: TimeRule): NonNullable<SourceDefinition['timestamp']> {
  const own = rule.zone === undefined ? undefined : openZone(rule.zone);
  return (event, context) => {
    const zone = own ?? context.zone;
    const text = textFor(rule, event);
    if (text === undefined) return undefined;
    const { parse } = rule;
    if (parse === undefined) {
      const read = rule.field === undefined && rule.pattern === undefined ? findTimestamp : readTimestamp;
      return read(text, { ...context, zone });
    }
    return rule.isZoned === true
      ? stampOf(parse(text, zone.name, context.now), (unixMs) => [unixMs, zone.toWallMs(unixMs)])
      : // Our zones are faster than those of the parser.
        stampOf(parse(text, 'UTC', zone.toWallMs(context.now * 1000) / 1000), (wallMs) => [
          zone.toUnixMs(wallMs),
          wallMs,
        ]);
  };
}

/** @param clocks the epoch milliseconds and the wall clock of what was read, in milliseconds */
function stampOf(
  read: number | undefined,
  clocks: (ms: number) => readonly [unixMs: number, wallMs: number],
): Timestamp | undefined {
  if (read === undefined || !isTime(read * 1000)) return undefined;
  const [unixMs, wallMs] = clocks(read * 1000);
  // To the microsecond, which a double holds for any date of this era.
  return { time: Math.round(unixMs * 1000) / 1e6, wallMs: Math.floor(wallMs), offsetMinutes: undefined };
}

function textFor({ field, pattern }: TimeRule, event: EventReader): string | undefined {
  if (field !== undefined) return event.text(field);
  const head = event.raw.slice(0, LOOK_AT);
  if (pattern === undefined) return head.trimStart();
  const [match] = pattern.find(head, 1);
  return match && (match.first ?? head.slice(match.end));
}
