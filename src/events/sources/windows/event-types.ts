import type { EventFields } from '../../fields.ts';
import { memo } from '../../memo.ts';
import type { EventType } from '../family.ts';
import { accountTypes } from './security-event-types.ts';
import { SYSMON_EVENTS } from './sysmon-events.ts';

/** The channel of Sysmon, in small letters. */
export const SYSMON_CHANNEL = 'microsoft-windows-sysmon/operational';

const EVERY_EVENT: readonly EventType[] = [
  { name: 'windows_event_signature', tags: ['track_event_signatures'] },
  { name: 'endpoint_services_processes', tags: [] },
];

const OF_CHANNEL: ReadonlyMap<string, readonly EventType[]> = new Map([
  [
    'security',
    [
      { name: 'wineventlog_security', tags: ['os', 'windows'] },
      { name: 'winsec', tags: ['security'] },
    ],
  ],
  ['system', [{ name: 'wineventlog_system', tags: ['os', 'windows'] }]],
  ['application', [{ name: 'wineventlog_application', tags: ['os', 'windows'] }]],
]);

/** Nearly every event of the classic channels is a row of Endpoint.Filesystem through this one. */
const CLASSIC: EventType = { name: 'wineventlog_windows', tags: ['os', 'windows', 'endpoint', 'filesystem'] };
const CLASSIC_CHANNELS: ReadonlySet<string> = new Set([
  'security',
  'system',
  'application',
  'directory service',
  'dfs replication',
  'dns server',
  'key management service',
  'file replication service',
]);
const NOT_CLASSIC: ReadonlySet<string> = new Set('4703 4704 4705 4722 4723 4724 4725 4726 4738 4767 4781'.split(' '));

const PROCESS: EventType = { name: 'windows_endpoint_processes', tags: ['process', 'report'] };
const PROCESS_EVENTS: ReadonlySet<string> = new Set(['4688', '4689', '4696', '4673', '4674']);

const SERVICE: EventType = { name: 'windows_endpoint_services', tags: ['service', 'report'] };
const SERVICE_EVENTS: ReadonlySet<string> = new Set(
  '1100 4697 5024 5025 5030 5033 5034 5035 5478 7036 7040 7045'.split(' '),
);

const REGISTRY: EventType = { name: 'windows_security_endpoint_registry', tags: ['endpoint', 'registry'] };
const PORT: EventType = { name: 'windows_security_endpoint_port', tags: ['listening', 'port'] };

/** Finds the event types of a Windows event. `channel` is in small letters. */
export type EventTypes = (channel: string, eventCode: string, fields: EventFields) => readonly EventType[];

/**
 * Opens the search for event types. Events of the same kind get the same list.
 * Source: Splunk add-ons for Microsoft Windows 8.9 and for Sysmon 4.0.
 */
export function openEventTypes(): EventTypes {
  const ofChannel = memo((channel: string) => ({
    usual: memo((eventCode: string) => typesOf(channel, eventCode, false)),
    other: memo((eventCode: string) => typesOf(channel, eventCode, true)),
  }));
  return (channel, eventCode, fields) => {
    const { usual, other } = ofChannel(channel);
    return (isException(eventCode, fields) ? other : usual)(eventCode);
  };
}

/** The two events whose types depend on a value: a logon that failed by a wrong clock, and rights on a registry key. */
function isException(eventCode: string, fields: EventFields): boolean {
  if (eventCode === '4625') return fields.text('ta_windows_action') === 'error';
  return eventCode === '4670' && fields.text('ObjectType') === 'Key';
}

function typesOf(channel: string, eventCode: string, isOther: boolean): readonly EventType[] {
  const types = [...EVERY_EVENT, ...(OF_CHANNEL.get(channel) ?? [])];
  if (channel === SYSMON_CHANNEL) types.push(...(SYSMON_EVENTS.get(eventCode)?.eventTypes ?? []));
  if (CLASSIC_CHANNELS.has(channel) && !NOT_CLASSIC.has(eventCode)) types.push(CLASSIC);
  if ((channel === 'security' || channel === 'system') && SERVICE_EVENTS.has(eventCode)) types.push(SERVICE);
  if (channel === 'security') types.push(...securityTypes(eventCode, isOther));
  return types;
}

function securityTypes(eventCode: string, isOther: boolean): EventType[] {
  const types: EventType[] = [];
  if (PROCESS_EVENTS.has(eventCode)) types.push(PROCESS);
  if (eventCode === '5158') types.push(PORT);
  if (eventCode === '4657' || (eventCode === '4670' && isOther)) types.push(REGISTRY);
  if (eventCode !== '4625' || !isOther) types.push(...accountTypes(eventCode));
  return types;
}
