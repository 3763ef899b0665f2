import type { LogRecord } from '../inputs/index.ts';
import { datasetsOf } from './cim/membership.ts';
import type { LogEvent, NormaliseOptions } from './event.ts';
import type { Extraction } from './sources/family.ts';
import { FAMILIES } from './sources/index.ts';
import { applyTags } from './tags.ts';
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
  const index = options.index ?? 'main';
  return (record) => {
    for (const extract of families) {
      const extraction = extract(record);
      if (extraction !== undefined) return finish(extraction, index);
    }
    return undefined;
  };
}

function finish(extraction: Extraction, index: string): LogEvent {
  const { fields, eventTypes, time, host, source, sourcetype, reason } = extraction;
  const tags = applyTags(fields, eventTypes);
  const datasets = datasetsOf({ tags, fields, source, sourcetype, time });
  return { time, index, host, source, sourcetype, fields, datasets, reason, raw: extraction.raw };
}
