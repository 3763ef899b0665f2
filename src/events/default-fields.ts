import type { Zone } from '../shared/zone.ts';
import type { EventFields } from './fields.ts';
import { lineCountOf, punctOf } from './punct.ts';
import { addDateFields, parseTimestamp } from './time/iso.ts';

/**
 * Adds the fields that Splunk gives every event: `punct`, `linecount` and, where the event tells its time, `date_*`.
 * Returns that time in epoch seconds.
 */
export function addDefaultFields(
  fields: EventFields,
  raw: () => string,
  timestamp: string | undefined,
  zone: Zone,
): number | undefined {
  fields.defer('punct', () => punctOf(raw()));
  fields.defer('linecount', () => String(lineCountOf(raw())));
  const parsed = timestamp === undefined ? undefined : parseTimestamp(timestamp, zone);
  if (parsed === undefined) return undefined;
  addDateFields(fields, parsed);
  return parsed.time;
}
