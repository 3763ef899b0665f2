import type { LogRecord } from '../../inputs/index.ts';
import { assertNever } from '../../shared/problem.ts';
import { defineSource, type Recognition } from './define.ts';

/**
 * Logs of no source that karst knows: the fields that Splunk extracts by itself, under the sourcetypes that Splunk gives
 * such files.
 * Source: Splunk, list of pretrained source types.
 */
export const generic = defineSource({
  name: 'generic',
  title: 'Any other log',
  basis: 'Splunk, automatic extraction of fields',
  sourcetypes: [],
  timestamp: (event) => TIME_KEYS.map((name) => event.text(name)).find((value) => value !== undefined),
});

/** Where loggers put the time of an event; the first that is there counts. */
const TIME_KEYS = [
  '@timestamp',
  'timestamp',
  'Timestamp',
  'eventTime',
  'event_time',
  'EventTime',
  'TimeGenerated',
  'TimeCreated',
  'CreationTime',
  'createdDateTime',
  'created_at',
  'published',
  'datetime',
  'time',
  'Time',
  'ts',
  'date',
];

/** The sourcetypes of events that nothing tells the source of. */
export const UNKNOWN_SOURCETYPES: ReadonlySet<string> = new Set(['_json', 'csv', 'generic_single_line']);

/** What a record of no known source is called. */
export function recogniseAny(record: LogRecord): Recognition {
  switch (record.kind) {
    case 'json':
      return { sourcetype: '_json', reason: 'a JSON object of no source that karst knows' };
    case 'windows-event':
      return { sourcetype: 'XmlWinEventLog', reason: 'an <Event> of the Windows event log' };
    case 'text':
      if (record.header?.kind === 'delimited') return { sourcetype: 'csv', reason: 'a row below names of columns' };
      return { sourcetype: 'generic_single_line', reason: 'a text of no source that karst knows' };
    default:
      return assertNever(record);
  }
}
