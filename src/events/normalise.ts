import type { LogRecord } from '../inputs/index.ts';
import { openZone } from '../shared/zone.ts';
import { openMembership } from './cim/membership.ts';
import type { LogEvent, TimeOrigin } from './event.ts';
import type { EventFields } from './fields.ts';
import type { NormaliseOptions } from './options.ts';
import type { EventType, Extraction } from './sources/family.ts';
import { openSources } from './sources/index.ts';
import { openTagger } from './tags.ts';

/** Where a record comes from. */
export interface RecordOrigin {
  /** The file as it is shown. */
  readonly path: string;
  /** When it was last changed, in epoch milliseconds. */
  readonly modifiedMs?: number;
}

/** An event whose fields and event types may still change: its tags and datasets are not worked out yet. */
export interface Draft {
  readonly fields: EventFields;
  /** Events of the same types share the list: who adds a type puts a new one in its place. */
  eventTypes: readonly EventType[];
  readonly time: number;
  readonly timeFrom: TimeOrigin;
  readonly isCut: boolean;
  readonly index: string;
  readonly host: string;
  readonly source: string;
  readonly sourcetype: string;
  readonly reason: string;
  /** The mapping of content that read it. */
  readonly mapping?: string | undefined;
  raw(): string;
}

/** The step from records to events, in two halves. */
export interface Normaliser {
  /**
   * Reads one record. Records of a file come in its order, since an event without a time takes that of the one before
   * it, as in Splunk.
   */
  read(record: LogRecord, origin: RecordOrigin): Draft;
  /** Tags the event and finds its datasets. The draft is used up. */
  finish(draft: Draft): LogEvent;
  /** The records that follow continue a file whose last event with a time had this one, in epoch seconds. */
  continueFrom(path: string, lastTime: number | undefined): void;
  /** The time of the last event that told one, if it was of this file. */
  lastTime(path: string): number | undefined;
}

/**
 * Opens the step from records to events. The work is done in Splunk's order: extractions, aliases, calculated fields,
 * lookups (`read`), then those of assets and identities, event types, tags, data models (`finish`).
 *
 * @throws Problem EV001 where `timezone` is not the name of a time zone.
 */
export function openNormaliser(options: NormaliseOptions): Normaliser {
  const zone = openZone(options.timezone ?? 'UTC');
  const now = options.now ?? Date.now() / 1000;
  const { sources = [], enrich } = options;
  const extract = openSources({ given: options, zone, now }, sources);
  const tag = openTagger();
  const datasetsOf = openMembership();
  let last: { readonly path: string; readonly time: number } | undefined;
  const lastTime = (path: string): number | undefined => (last?.path === path ? last.time : undefined);
  return {
    read: (record, origin) => {
      const extraction = extract(record, origin.path);
      const { time: own } = extraction;
      if (own !== undefined) last = { path: origin.path, time: own };
      const { time, timeFrom } = timeOf(own, lastTime(origin.path), origin, now);
      return draftOf(extraction, time, timeFrom, record.isCut, options.index ?? extraction.index ?? 'main');
    },
    finish: (draft) => {
      enrich?.(draft.fields);
      return eventOf(draft, datasetsOf(draft, tag(draft.fields, draft.eventTypes)));
    },
    continueFrom: (path, time) => {
      last = time === undefined ? undefined : { path, time };
    },
    lastTime,
  };
}

/** Both halves at once, for records of the file that is shown as `path`. @throws as `openNormaliser` */
export function createNormaliser(options: NormaliseOptions): (record: LogRecord, path: string) => LogEvent {
  const { read, finish } = openNormaliser(options);
  return (record, path) => finish(read(record, { path }));
}

// Spreading an object would cost as much as the tags do: these two run for every event.

function draftOf(
  { fields, eventTypes, host, source, sourcetype, reason, mapping, raw }: Extraction,
  time: number,
  timeFrom: TimeOrigin,
  isCut: boolean,
  index: string,
): Draft {
  return { fields, eventTypes, time, timeFrom, isCut, index, host, source, sourcetype, reason, mapping, raw };
}

function eventOf(
  { fields, time, timeFrom, isCut, index, host, source, sourcetype, reason, raw }: Draft,
  datasets: readonly string[],
): LogEvent {
  return { fields, time, timeFrom, isCut, index, host, source, sourcetype, reason, raw, datasets };
}

function timeOf(
  own: number | undefined,
  previous: number | undefined,
  { modifiedMs }: RecordOrigin,
  now: number,
): Pick<LogEvent, 'time' | 'timeFrom'> {
  if (own !== undefined) return { time: own, timeFrom: 'event' };
  if (previous !== undefined) return { time: previous, timeFrom: 'previous' };
  if (modifiedMs !== undefined) return { time: modifiedMs / 1000, timeFrom: 'file' };
  return { time: now, timeFrom: 'run' };
}
