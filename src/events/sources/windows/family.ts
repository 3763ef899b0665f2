import type { LogRecord, WindowsEvent } from '../../../inputs/index.ts';
import { assertNever } from '../../../shared/problem.ts';
import { addDefaultFields } from '../../default-fields.ts';
import type { EventFields } from '../../fields.ts';
import { memo } from '../../memo.ts';
import type { Extraction, Settings, SourceFamily } from '../family.ts';
import { addCommonFields } from './common.ts';
import { type EventTypes, openEventTypes, SYSMON_CHANNEL } from './event-types.ts';
import { type Extractor, openExtractor, type SystemBlock } from './extract.ts';
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
  open(settings) {
    const { source } = settings.given;
    const steps: Steps = {
      settings,
      extract: openExtractor(),
      eventTypesOf: openEventTypes(),
      rulesOf: memo((channel) => rulesFor(channel, source)),
    };
    return (record) => {
      const found = recogniseWindows(record);
      return found === undefined ? undefined : normalise(found, steps);
    };
  },
};

interface Steps {
  readonly settings: Settings;
  readonly extract: Extractor;
  readonly eventTypesOf: EventTypes;
  readonly rulesOf: (channel: string) => ChannelRules;
}

interface Recognised {
  readonly event: WindowsEvent;
  readonly reason: string;
}

function recogniseWindows(record: LogRecord): Recognised | undefined {
  switch (record.kind) {
    case 'windows-event':
      return { event: record.event, reason: 'an <Event> of the Windows event log' };
    case 'json':
      return readWindowsJson(record.value);
    case 'text':
      return undefined;
    default:
      return assertNever(record);
  }
}

function normalise({ event, reason }: Recognised, { settings, extract, eventTypesOf, rulesOf }: Steps): Extraction {
  const { given, zone } = settings;
  const raw = once(() => event.xml());
  const { fields, system } = extract(event, raw);
  const host = given.host ?? (system.computer || 'unknown');
  const { channel, source, add } = rulesOf(system.channel);
  addCommonFields(fields, system, host);
  add?.(fields, system);
  return {
    reason: `${reason}, channel ${system.channel || 'not named'}`,
    time: addDefaultFields(fields, raw, system.systemTime, zone),
    host,
    source,
    sourcetype: given.sourcetype ?? 'XmlWinEventLog',
    fields,
    eventTypes: eventTypesOf(channel, system.eventCode, fields),
    raw,
  };
}

/** What is done with the events of a channel. */
interface ChannelRules {
  /** In small letters. */
  readonly channel: string;
  readonly source: string;
  readonly add: AddFields | undefined;
}

type AddFields = (fields: EventFields, system: SystemBlock) => void;

/** The rules follow the source, as in Splunk; a given source that names no channel leaves them to the event's own. */
function rulesFor(channelName: string, given: string | undefined): ChannelRules {
  const source = given ?? sourceOf(channelName);
  const channel = channelOf(source) ?? channelName.toLowerCase();
  return { channel, source, add: CHANNELS.get(channel) };
}

/** What the add-ons add for single channels, named in small letters. */
const CHANNELS: ReadonlyMap<string, AddFields> = new Map([
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

/**
 * Channels, in small letters, whose events the published content knows under the source of the classic text form, also
 * when they come as XML: its macros ask for no other.
 */
const CLASSIC_SOURCES: ReadonlySet<string> = new Set([
  'microsoft-windows-windows defender/operational',
  'microsoft-windows-printservice/admin',
  'microsoft-windows-printservice/operational',
  'microsoft-windows-terminalservices-remoteconnectionmanager/operational',
]);

function sourceOf(channelName: string): string {
  // Traces of providers have no channel.
  if (channelName === '') return 'XmlWinEventLog';
  const channel = channelName.toLowerCase();
  const prefix = CLASSIC_SOURCES.has(channel) ? 'WinEventLog' : 'XmlWinEventLog';
  return `${prefix}:${CHANNEL_NAMES.get(channel) ?? channelName}`;
}

/** The channel that a source stands for, in small letters; undefined for a source of another kind, like a file's path. */
function channelOf(source: string): string | undefined {
  return /^(?:xml)?wineventlog:(.+)$/i.exec(source)?.[1]?.toLowerCase();
}

/** Renders a text the first time that it is asked for. */
function once(render: () => string): () => string {
  let text: string | undefined;
  return () => {
    text ??= render();
    return text;
  };
}
