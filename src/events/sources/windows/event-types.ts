import type { EventFields } from '../../fields.ts';
import type { EventType } from '../family.ts';
import { accountTypes } from './security-event-types.ts';
import { SYSMON_EVENTS } from './sysmon-events.ts';

/** Channels, in small letters, that the add-on keeps event types for. */
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

/**
 * The event types of a Windows event. `channel` is in small letters.
 * Source: Splunk add-ons for Microsoft Windows 8.9 and for Sysmon 4.0.
 */
export function eventTypesOf(channel: string, eventCode: string, fields: EventFields): EventType[] {
  const types = [...EVERY_EVENT, ...(OF_CHANNEL.get(channel) ?? [])];
  if (channel === SYSMON_CHANNEL) {
    const own = SYSMON_EVENTS.get(eventCode)?.eventType;
    return own === undefined ? types : [...types, own];
  }
  if (CLASSIC_CHANNELS.has(channel) && !NOT_CLASSIC.has(eventCode)) types.push(CLASSIC);
  if (channel === 'security' || channel === 'system') {
    if (SERVICE_EVENTS.has(eventCode)) types.push(SERVICE);
  }
  if (channel === 'security') types.push(...securityTypes(eventCode, fields));
  return types;
}

function securityTypes(eventCode: string, fields: EventFields): EventType[] {
  const types: EventType[] = [];
  if (PROCESS_EVENTS.has(eventCode)) types.push(PROCESS);
  if (eventCode === '5158') types.push(PORT);
  const isRegistry = eventCode === '4657' || (eventCode === '4670' && fields.text('ObjectType') === 'Key');
  if (isRegistry) types.push(REGISTRY);
  types.push(...accountTypes(eventCode, fields));
  return types;
}
