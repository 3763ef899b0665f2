import type { LogRecord, WindowsEvent } from '../../../inputs/index.ts';
import { lineCountOf, punctOf } from '../../punct.ts';
import { addDateFields, parseTimestamp } from '../../time.ts';
import type { Extraction, Settings, SourceFamily } from '../family.ts';
import { addCommonFields } from './common.ts';
import { eventTypesOf, SYSMON_CHANNEL } from './event-types.ts';
import { extract, type SystemBlock } from './extract.ts';
import { readWindowsJson } from './json/index.ts';
import { addSecurityFields } from './security.ts';
import { addSysmonFields } from './sysmon.ts';
import { addApplicationFields, addSystemFields } from './system.ts';

/**
 * Windows event logs, any channel: binary, XML, and the JSON that shippers make of them. Whatever the shape, the fields
 * are those that Splunk gets from the XML, and so is `_raw`.
 */
export const windows: SourceFamily = {
  name: 'windows',
  open: (settings) => (record) => {
    const found = recogniseWindows(record);
    return found === undefined ? undefined : normalise(found, settings);
  },
};

interface Recognised {
  readonly event: WindowsEvent;
  readonly reason: string;
}

function recogniseWindows(record: LogRecord): Recognised | undefined {
  return record.kind === 'windows-event'
    ? { event: record.event, reason: 'an <Event> of the Windows event log' }
    : readWindowsJson(record.value);
}

function normalise({ event, reason }: Recognised, { given, zone }: Settings): Extraction {
  const raw = memo(() => event.xml());
  const { fields, system } = extract(event, raw);
  const host = given.host ?? (system.computer || 'unknown');
  const source = given.source ?? sourceOf(system.channel);
  const channel = channelOf(source) ?? system.channel.toLowerCase();
  addCommonFields(fields, system, host);
  CHANNELS.get(channel)?.(fields, system);
  const timestamp = system.systemTime === undefined ? undefined : parseTimestamp(system.systemTime, zone);
  if (timestamp !== undefined) addDateFields(fields, timestamp);
  fields.defer('punct', () => punctOf(raw()));
  fields.defer('linecount', () => String(lineCountOf(raw())));
  return {
    reason: `${reason}, channel ${system.channel || 'not named'}`,
    time: timestamp?.time,
    host,
    source,
    sourcetype: given.sourcetype ?? 'XmlWinEventLog',
    fields,
    eventTypes: eventTypesOf(channel, system.eventCode, fields),
    raw,
  };
}

/** What the add-ons add for single channels, named in small letters. */
const CHANNELS: ReadonlyMap<string, (fields: Extraction['fields'], system: SystemBlock) => void> = new Map([
  [SYSMON_CHANNEL, addSysmonFields],
  ['security', addSecurityFields],
  ['system', addSystemFields],
  ['application', addApplicationFields],
]);

/** Channels that exports write in other letters than Windows does, by their name in small letters. */
const CHANNEL_NAMES: ReadonlyMap<string, string> = new Map(
  ['Security', 'System', 'Application', 'Microsoft-Windows-Sysmon/Operational'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

function sourceOf(channel: string): string {
  return `XmlWinEventLog:${CHANNEL_NAMES.get(channel.toLowerCase()) ?? channel}`;
}

/** The channel that a source stands for, in small letters; undefined for a source of another kind, like a file's path. */
function channelOf(source: string): string | undefined {
  return /^(?:xml)?wineventlog:(.+)$/i.exec(source)?.[1]?.toLowerCase();
}

function memo(render: () => string): () => string {
  let text: string | undefined;
  return () => {
    text ??= render();
    return text;
  };
}
