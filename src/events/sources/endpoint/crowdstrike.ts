import { fieldOf } from '../../fields.ts';
import { type Calculation, defineSource, type EventReader, type EventTypeRule } from '../define.ts';
import { hasKeys } from '../recognise.ts';
import { entryOf, lastPart, only } from '../values.ts';
import {
  ACCOUNTS,
  flagNames,
  INTEGRITY_LEVELS,
  LOGON_SESSIONS,
  PROCESS_PARAMETER_FLAGS,
  SUBSYSTEMS,
  TOKEN_TYPES,
  WINDOW_FLAGS,
} from './crowdstrike-codes.ts';

const name = (event: EventReader): string => event.text('event_simpleName') ?? '';

/** A set of events, by their names. */
const named =
  (pattern: RegExp) =>
  (event: EventReader): boolean =>
    pattern.test(name(event));

const isProcess = named(/^(?:Synthetic)?ProcessRollup2$|^ProcessBlocked$|^CommandHistory$/);
const isFile = named(/(?:File|Executable)(?:Written|Opened|Created)$|^FileDelete|^(?:NewExecutable|GenericFile)/);
const isRegistry = named(/^Asep|^Reg(?:istry)?|RegGeneric/);
const isTraffic = named(/^Network(?:Connect|ReceiveAccept|Listen)IP[46]$/);
const isDns = named(/^(?:Suspicious)?DnsRequest$/);
const isLogon = named(/^UserLogon(?:Failed2?)?$/);

const meaning =
  (field: string, names: Readonly<Record<string, string>>): Calculation =>
  (event) =>
    entryOf(names, event.text(field));

const processName: Calculation = (event) =>
  lastPart(event.text('ImageFileName'), '\\/') ?? event.text('ContextBaseFileName') ?? event.text('FileName');

const parentName: Calculation = (event) => lastPart(event.text('ParentBaseFileName'), '\\/');

const NO_HASH = /^0*$/;

const hash: Calculation = (event) =>
  ['SHA256HashData', 'MD5HashData', 'SHA1HashData']
    .map((field) => event.text(field))
    .find((value) => value !== undefined && !NO_HASH.test(value));

const dest: Calculation = (event) => event.text('aid_computer_name') ?? event.text('ComputerName') ?? event.text('aid');

const user: Calculation = (event) => {
  const sid = event.text('UserSid') ?? '';
  return event.text('UserName') ?? entryOf(ACCOUNTS, sid) ?? (sid || undefined);
};

const SYSTEMS: Readonly<Record<string, string>> = { Win: 'Windows', Lin: 'Linux', Mac: 'macOS' };

const action: Calculation = (event) => {
  if (isTraffic(event) || isProcess(event)) return name(event) === 'ProcessBlocked' ? 'blocked' : 'allowed';
  if (isFile(event)) return /Delete/.test(name(event)) ? 'deleted' : 'created';
  if (isRegistry(event)) return /Delete/.test(name(event)) ? 'deleted' : 'modified';
  if (isLogon(event)) return /Failed/.test(name(event)) ? 'failure' : 'success';
  return undefined;
};

/** Numbers of protocols. Source: IANA, Protocol Numbers. */
const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'ipv6-icmp' };

const isInbound = (event: EventReader): boolean => /^NetworkReceive/.test(name(event));
const local: Calculation = (event) => event.text('LocalAddressIP4') ?? event.text('LocalAddressIP6');
const remote: Calculation = (event) => event.text('RemoteAddressIP4') ?? event.text('RemoteAddressIP6');

/** Source: Splunk Add-on for CrowdStrike FDR 2.0, sourcetype crowdstrike:events:sensor; Falcon, events data dictionary. */
export const crowdstrike = defineSource({
  name: 'crowdstrike',
  title: 'CrowdStrike Falcon Data Replicator',
  basis: 'Splunk Add-on for CrowdStrike FDR 2.0',
  sourcetypes: ['crowdstrike:events:sensor', 'crowdstrike:events:external'],
  source: 'crowdstrike',
  recognise: (record) =>
    hasKeys(record, 'event_simpleName', 'aid') ? { reason: 'an event of a sensor with its name and agent' } : undefined,
  timestamp: (event) => event.text('timestamp'),
  host: (event) => event.text('ComputerName') ?? event.text('aid'),
  aliases: [
    ['CommandLine', 'process'],
    ['ImageFileName', 'process_path'],
    ['RawProcessId', 'process_id'],
    ['ParentProcessId', 'parent_process_id'],
    ['UserSid', 'user_id'],
  ],
  calculated: {
    AuthenticationId_meaning: meaning('AuthenticationId', LOGON_SESSIONS),
    ImageSubsystem_meaning: meaning('ImageSubsystem', SUBSYSTEMS),
    IntegrityLevel_meaning: (event) => entryOf(INTEGRITY_LEVELS, event.text('IntegrityLevel'))?.toUpperCase(),
    ProcessParameterFlags_meaning: (event) => flagNames(event.text('ProcessParameterFlags'), PROCESS_PARAMETER_FLAGS),
    TokenType_meaning: meaning('TokenType', TOKEN_TYPES),
    WindowFlags_meaning: (event) => flagNames(event.text('WindowFlags'), WINDOW_FLAGS),
    action,
    answer: only(isDns, (event) => fieldOf((event.text('IP4Records') ?? '').split(';').filter((one) => one !== ''))),
    app: only(isTraffic, processName),
    dest: (event) => (isTraffic(event) ? (isInbound(event) ? local(event) : remote(event)) : dest(event)),
    dest_ip: only(isTraffic, (event) => (isInbound(event) ? local(event) : remote(event))),
    dest_port: only(isTraffic, (event) => event.text(isInbound(event) ? 'LocalPort' : 'RemotePort')),
    direction: only(isTraffic, (event) => (isInbound(event) ? 'inbound' : 'outbound')),
    dvc: dest,
    file_hash: only(isFile, hash),
    file_name: only(isFile, (event) => lastPart(event.text('TargetFileName'), '\\/')),
    file_path: only(isFile, (event) => event.text('TargetFileName')),
    object_category: (event) => (isFile(event) ? 'file' : isRegistry(event) ? 'registry' : undefined),
    os: (event) => entryOf(SYSTEMS, event.text('event_platform')),
    parent_process_exec: parentName,
    parent_process_name: parentName,
    process_exec: processName,
    process_hash: only(isProcess, hash),
    process_integrity_level: meaning('IntegrityLevel', INTEGRITY_LEVELS),
    process_name: processName,
    query: only(isDns, (event) => event.text('DomainName')),
    registry_key_name: only(isRegistry, (event) => event.text('RegObjectName')),
    registry_path: only(isRegistry, (event) => event.text('RegObjectName')),
    registry_value_data: only(isRegistry, (event) => event.text('RegStringValue')),
    registry_value_name: only(isRegistry, (event) => event.text('RegValueName')),
    src: (event) =>
      isTraffic(event)
        ? isInbound(event)
          ? remote(event)
          : local(event)
        : isDns(event)
          ? dest(event)
          : event.text('RemoteIP'),
    src_ip: only(isTraffic, (event) => (isInbound(event) ? remote(event) : local(event))),
    src_port: only(isTraffic, (event) => event.text(isInbound(event) ? 'RemotePort' : 'LocalPort')),
    transport: only(isTraffic, meaning('Protocol', PROTOCOLS)),
    user,
    vendor_product: () => 'CrowdStrike Falcon',
  },
  eventTypes: eventTypes(),
});

function eventTypes(): readonly EventTypeRule[] {
  return [
    { name: 'crowdstrike_process', tags: ['process', 'report'], when: isProcess },
    { name: 'crowdstrike_filesystem', tags: ['endpoint', 'filesystem'], when: isFile },
    { name: 'crowdstrike_registry', tags: ['endpoint', 'registry'], when: isRegistry },
    { name: 'crowdstrike_network', tags: ['network', 'communicate'], when: isTraffic },
    { name: 'crowdstrike_dns', tags: ['network', 'resolution', 'dns'], when: isDns },
    { name: 'crowdstrike_authentication', tags: ['authentication'], when: isLogon },
  ];
}
