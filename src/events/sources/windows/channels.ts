import type { EventFields } from '../../fields.ts';
import { SYSMON_CHANNEL } from './event-types.ts';
import type { SystemBlock } from './extract.ts';
import { addSecurityFields } from './security.ts';
import { addSysmonFields } from './sysmon.ts';
import { addApplicationFields, addSystemFields } from './system.ts';

/** What is done with the events of a channel. */
export interface ChannelRules {
  /** In small letters. */
  readonly channel: string;
  readonly source: string;
  readonly sourcetype: string;
  readonly add: AddFields | undefined;
}

type AddFields = (fields: EventFields, system: SystemBlock) => void;

/** The logs that every Windows has, in small letters. */
export const MAIN_CHANNELS: ReadonlySet<string> = new Set(['security', 'system', 'application']);

/** How an event is written: as XML, or as the lines of text that came before it. */
export type WrittenAs = 'XmlWinEventLog' | 'WinEventLog';

/** The rules follow the source, as in Splunk; a given source that names no channel leaves them to the event's own. */
export function rulesFor(channelName: string, writtenAs: WrittenAs, given: string | undefined): ChannelRules {
  const own = channelName.toLowerCase();
  const named = writtenAs === 'WinEventLog' ? INPUTS_OF_THEIR_OWN.get(own) : undefined;
  const source = given ?? named ?? sourceOf(channelName, writtenAs);
  const channel = channelOf(source) ?? own;
  // Classic account events that were sent under another log have the fields of the log that they name.
  const add = (writtenAs === 'WinEventLog' ? CHANNELS.get(own) : undefined) ?? CHANNELS.get(channel);
  return { channel, source, sourcetype: named ?? writtenAs, add };
}

/** Classic channels, in small letters, that the published content has read by inputs with a name of their own. */
const INPUTS_OF_THEIR_OWN: ReadonlyMap<string, string> = new Map([
  ['microsoft-iis-configuration/operational', 'IIS:Configuration:Operational'],
  ['microsoft-windows-wmi-activity/operational', 'WinEventLog:Microsoft-Windows-WMI-Activity/Operational'],
  ['msexchange management', 'MSExchange:management'],
]);

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

function sourceOf(channelName: string, writtenAs: WrittenAs): string {
  // Traces of providers have no channel.
  if (channelName === '') return writtenAs;
  const channel = channelName.toLowerCase();
  const prefix = CLASSIC_SOURCES.has(channel) ? 'WinEventLog' : writtenAs;
  return `${prefix}:${CHANNEL_NAMES.get(channel) ?? channelName}`;
}

/** The channel that a source stands for, in small letters; undefined for a source of another kind, like a file's path. */
function channelOf(source: string): string | undefined {
  return /^(?:xml)?wineventlog:(.+)$/i.exec(source)?.[1]?.toLowerCase();
}
