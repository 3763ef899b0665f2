import type { LogRecord } from '../inputs/index.ts';
import { type Membership, openMembership } from './cim/membership.ts';
import type { LogEvent, NormaliseOptions } from './event.ts';
import type { Extraction } from './sources/family.ts';
import { openSources } from './sources/index.ts';
import { openTagger, type Tagger } from './tags.ts';
import { openZone } from './time/zone.ts';

/**
 * Opens the step from records to events. The function it returns reads one record of the file that is shown as `path`;
 * records of a file come in its order, since an event without a time takes that of the one before it, as in Splunk.
 *
 * The work is done in Splunk's order: extractions, aliases, calculated fields, event types, tags, data models.
 *
 * @throws Problem EV001 where `timezone` is not the name of a time zone.
 */
export function createNormaliser(options: NormaliseOptions): (record: LogRecord, path: string) => LogEvent {
  const zone = openZone(options.timezone ?? 'UTC');
  const extract = openSources({ given: options, zone, now: options.now ?? Date.now() / 1000 });
  const steps: Steps = { tag: openTagger(), datasetsOf: openMembership(), index: options.index ?? 'main' };
  let last: { readonly path: string; readonly time: number | undefined } | undefined;
  return (record, path) => {
    const previous = last?.path === path ? last.time : undefined;
    const event = finish(extract(record, path), record.isCut, previous, steps);
    last = { path, time: event.time };
    return event;
  };
}

interface Steps {
  readonly tag: Tagger;
  readonly datasetsOf: Membership;
  readonly index: string;
}

function finish(
  extraction: Extraction,
  isCut: boolean,
  previous: number | undefined,
  { tag, datasetsOf, index }: Steps,
): LogEvent {
  const { fields, eventTypes, host, source, sourcetype, reason, raw } = extraction;
  const time = extraction.time ?? previous;
  const timeFrom = extraction.time !== undefined ? 'event' : previous !== undefined ? 'previous' : 'nothing';
  const tags = tag(fields, eventTypes);
  const datasets = datasetsOf({ fields, source, sourcetype, time }, tags);
  return { time, timeFrom, isCut, index, host, source, sourcetype, fields, datasets, reason, raw };
}
