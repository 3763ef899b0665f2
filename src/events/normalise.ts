import type { LogRecord } from '../inputs/index.ts';
import { type Membership, openMembership } from './cim/membership.ts';
import type { LogEvent, NormaliseOptions } from './event.ts';
import type { Extraction } from './sources/family.ts';
import { FAMILIES } from './sources/index.ts';
import { openTagger, type Tagger } from './tags.ts';
import { openZone } from './time.ts';

/**
 * Opens the step from records to events. The function it returns reads one record; undefined means that no source
 * family takes the record, which the caller counts. `path` is the file as it is shown, for families that go by it.
 *
 * The work is done in Splunk's order: extractions, aliases, calculated fields, event types, tags, data models.
 *
 * @throws Problem EV001 where `timezone` is not the name of a time zone.
 */
export function createNormaliser(options: NormaliseOptions): (record: LogRecord, path: string) => LogEvent | undefined {
  const settings = { given: options, zone: openZone(options.timezone ?? 'UTC') };
  const families = FAMILIES.map((family) => family.open(settings));
  const steps: Steps = { tag: openTagger(), datasetsOf: openMembership(), index: options.index ?? 'main' };
  return (record) => {
    for (const extract of families) {
      const extraction = extract(record);
      if (extraction !== undefined) return finish(extraction, steps);
    }
    return undefined;
  };
}

interface Steps {
  readonly tag: Tagger;
  readonly datasetsOf: Membership;
  readonly index: string;
}

function finish(extraction: Extraction, { tag, datasetsOf, index }: Steps): LogEvent {
  const { fields, eventTypes, time, host, source, sourcetype, reason, raw } = extraction;
  const tags = tag(fields, eventTypes);
  const datasets = datasetsOf({ fields, source, sourcetype, time }, tags);
  return { time, index, host, source, sourcetype, fields, datasets, reason, raw };
}
