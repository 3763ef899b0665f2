import type { EventType } from '../family.ts';
import { constant, type Derivation, firstKnown, lastPartOf } from './derive.ts';
import { guidOf } from './guid.ts';
import { answersOf, recordTypeNames, recordTypesOf } from './sysmon-dns.ts';
import {
  countOf,
  isOutbound,
  keyOfValue,
  lowerCaseOf,
  ownName,
  registryAction,
  registryHive,
  signatureVerified,
  transportPort,
  typedValue,
  withoutQuotes,
  withPrefix,
} from './sysmon-values.ts';

/** What the add-on makes of one of Sysmon's events. */
export interface SysmonEvent {
  readonly description: string;
  readonly eventTypes: readonly EventType[];
  readonly fields: Derivation;
}

const PROCESS: readonly EventType[] = [{ name: 'ms-sysmon-process', tags: ['process', 'report'] }];
const NETWORK: readonly EventType[] = [{ name: 'ms-sysmon-network', tags: ['network', 'communicate'] }];
const DNS: readonly EventType[] = [{ name: 'ms-sysmon-dns', tags: ['network', 'resolution', 'dns'] }];
const FILE: readonly EventType[] = [{ name: 'ms-sysmon-filemod', tags: ['endpoint', 'filesystem'] }];
const REGISTRY: readonly EventType[] = [{ name: 'ms-sysmon-regmod', tags: ['endpoint', 'registry'] }];
const WMI: readonly EventType[] = [{ name: 'ms-sysmon-wmimod', tags: ['change', 'endpoint'] }];
const SERVICE: readonly EventType[] = [{ name: 'ms-sysmon-service', tags: ['service', 'report'] }];

const DEST: Derivation = [['dest', 'Computer']];
const DEVICE: Derivation = [['dvc', 'Computer']];
const OS: Derivation = [['os', constant('Microsoft Windows')]];

/** The process that the event is about. */
const IMAGE: Derivation = [
  ['process_path', 'Image'],
  ['process_name', lastPartOf('Image')],
  ['process_exec', lastPartOf('Image')],
  ['process_guid', guidOf('ProcessGuid')],
  ['process_id', 'ProcessId'],
];

const TARGET_FILE: Derivation = [
  ['file_path', 'TargetFilename'],
  ['file_name', lastPartOf('TargetFilename')],
];

const IS_FILE: Derivation = [['object_category', constant('file')]];

/** A process that acts on another: the one that acts is the parent. `Guid` is spelled as the event does. */
function actsOn(guid: 'Guid' | 'GUID'): Derivation {
  return [
    ['parent_process_path', 'SourceImage'],
    ['parent_process_name', lastPartOf('SourceImage')],
    ['parent_process_exec', lastPartOf('SourceImage')],
    ['parent_process_guid', guidOf(`SourceProcess${guid}`)],
    ['parent_process_id', 'SourceProcessId'],
    ['process_path', 'TargetImage'],
    ['process_name', lastPartOf('TargetImage')],
    ['process_exec', lastPartOf('TargetImage')],
    ['process_guid', guidOf(`TargetProcess${guid}`)],
    ['process_id', 'TargetProcessId'],
  ];
}

/** A deleted file, kept by Sysmon or not. */
const FILE_DELETED: Derivation = [
  ...DEST,
  ...IMAGE,
  ...TARGET_FILE,
  ...IS_FILE,
  ['file_hash', 'Hashes'],
  ['file_modify_time', 'UtcTime'],
  ['action', constant('deleted')],
];

/** A file that Sysmon looked at, and stopped or let pass. */
function fileJudged(action: string): Derivation {
  return [...DEST, ...IMAGE, ...TARGET_FILE, ...IS_FILE, ['file_hash', 'Hashes'], ['action', constant(action)]];
}

const REGISTRY_OBJECT: Derivation = [
  ...DEST,
  ...IMAGE,
  ['registry_path', 'TargetObject'],
  ['registry_key_name', 'TargetObject'],
  ['registry_hive', registryHive],
  ['object_path', 'TargetObject'],
  ['object_category', constant('registry')],
];

const WMI_OBJECT: Derivation = [
  ...DEST,
  ['src', 'Computer'],
  ['user_name', (fields) => fields.text('User')?.split('\\').at(-1)],
  ['object_category', constant('wmi')],
  ['change_type', constant('wmi')],
  ['status', constant('success')],
];

const IMAGE_LOADED: Derivation = [
  ...DEST,
  ...OS,
  ...IMAGE,
  ['parent_process_path', 'Image'],
  ['parent_process_name', lastPartOf('Image')],
  ['parent_process_exec', lastPartOf('Image')],
  ['parent_process_guid', guidOf('ProcessGuid')],
  ['parent_process_id', 'ProcessId'],
  ['loaded_file', lastPartOf('ImageLoaded')],
  ['loaded_file_path', 'ImageLoaded'],
  ['process_hash', 'Hashes'],
  ['service_dll_signature_exists', 'Signed'],
  ['service_dll_signature_verified', signatureVerified],
  ['action', constant('success')],
];

const CONNECTION: Derivation = [
  ...DEVICE,
  ['process_name', lastPartOf('Image')],
  ['process_exec', lastPartOf('Image')],
  ['process_guid', guidOf('ProcessGuid')],
  ['process_id', 'ProcessId'],
  ['app', 'Image'],
  ['src_ip', 'SourceIp'],
  ['src_port', 'SourcePort'],
  ['src_host', firstKnown('SourceHostname')],
  ['src', firstKnown('SourceHostname', 'SourceIp')],
  ['dest_ip', 'DestinationIp'],
  ['dest_port', 'DestinationPort'],
  ['dest', firstKnown('DestinationHostname', 'DestinationIp')],
  ['dvc_ip', (fields) => fields.get(isOutbound(fields) ? 'SourceIp' : 'DestinationIp')],
  ['transport', 'Protocol'],
  ['transport_dest_port', transportPort],
  ['direction', (fields) => (isOutbound(fields) ? 'outbound' : 'inbound')],
  ['protocol', constant('ip')],
  ['protocol_version', (fields) => (fields.text('SourceIsIpv6') === 'true' ? 'ipv6' : 'ipv4')],
  ['state', constant('listening')],
  ['creation_time', 'UtcTime'],
  ['action', constant('allowed')],
];

const QUERY: Derivation = [
  ['process_name', lastPartOf('Image')],
  ['process_exec', lastPartOf('Image')],
  ['process_guid', guidOf('ProcessGuid')],
  ['src', 'Computer'],
  ['query', 'QueryName'],
  ['query_count', constant('1')],
  ['reply_code_id', 'QueryStatus'],
  ['answer', (fields) => answersOf(fields.text('QueryResults'))],
  ['answer_count', (fields) => countOf(answersOf(fields.text('QueryResults')))],
  ['record_type_id', (fields) => recordTypesOf(fields.text('QueryResults'))],
  ['record_type', (fields) => recordTypeNames(fields.text('QueryResults'))],
];

/** By EventID. An EventID that is not here gets the fields that all have. */
export const SYSMON_EVENTS: ReadonlyMap<string, SysmonEvent> = new Map<string, SysmonEvent>([
  [
    '1',
    {
      description: 'Process Create',
      eventTypes: PROCESS,
      fields: [
        ...DEST,
        ...OS,
        ...IMAGE,
        ['process', 'CommandLine'],
        ['process_hash', 'Hashes'],
        ['process_current_directory', 'CurrentDirectory'],
        ['process_integrity_level', 'IntegrityLevel'],
        ['parent_process', 'ParentCommandLine'],
        ['parent_process_path', 'ParentImage'],
        ['parent_process_name', lastPartOf('ParentImage')],
        ['parent_process_exec', lastPartOf('ParentImage')],
        ['parent_process_guid', guidOf('ParentProcessGuid')],
        ['parent_process_id', 'ParentProcessId'],
        ['action', constant('allowed')],
      ],
    },
  ],
  [
    '2',
    {
      description: 'File Create Time',
      eventTypes: FILE,
      fields: [
        ...DEST,
        ...IMAGE,
        ...TARGET_FILE,
        ...IS_FILE,
        ['file_create_time', 'CreationUtcTime'],
        ['action', constant('modified')],
      ],
    },
  ],
  ['3', { description: 'Network Connect', eventTypes: NETWORK, fields: CONNECTION }],
  [
    '4',
    {
      description: 'Sysmon Start',
      eventTypes: SERVICE,
      fields: [
        ['service', constant('Sysmon')],
        ['service_name', constant('Sysmon')],
        ['status', lowerCaseOf('State')],
        ['action', lowerCaseOf('State')],
      ],
    },
  ],
  [
    '5',
    {
      description: 'Process Terminate',
      eventTypes: PROCESS,
      fields: [...DEST, ...OS, ...IMAGE, ['process', 'Image'], ['action', constant('allowed')]],
    },
  ],
  [
    '6',
    {
      description: 'Driver Load',
      eventTypes: PROCESS,
      fields: [
        ...DEST,
        ...OS,
        ['process_path', 'ImageLoaded'],
        ['process_hash', 'Hashes'],
        ['service_signature_exists', 'Signed'],
        ['service_signature_verified', signatureVerified],
        ['action', constant('allowed')],
      ],
    },
  ],
  ['7', { description: 'Image Load', eventTypes: PROCESS, fields: IMAGE_LOADED }],
  [
    '8',
    {
      description: 'Create Remote Thread',
      eventTypes: PROCESS,
      fields: [
        ...DEST,
        ...OS,
        ...actsOn('Guid'),
        ['src_address', 'StartAddress'],
        ['src_function', 'StartFunction'],
        ['src_module', 'StartModule'],
        ['action', constant('allowed')],
      ],
    },
  ],
  [
    '9',
    {
      description: 'Raw Access Read',
      eventTypes: PROCESS,
      fields: [...DEST, ...OS, ...IMAGE, ['action', constant('allowed')]],
    },
  ],
  [
    '10',
    {
      description: 'Process Access',
      eventTypes: PROCESS,
      fields: [
        ...DEST,
        ...OS,
        ...DEVICE,
        ...actsOn('GUID'),
        ['granted_access', 'GrantedAccess'],
        ['action', constant('allowed')],
      ],
    },
  ],
  [
    '11',
    {
      description: 'File Created',
      eventTypes: FILE,
      fields: [
        ...DEST,
        ...IMAGE,
        ...TARGET_FILE,
        ...IS_FILE,
        ['file_create_time', 'CreationUtcTime'],
        ['action', (fields) => (fields.text('UtcTime') === fields.text('CreationUtcTime') ? 'created' : 'modified')],
      ],
    },
  ],
  [
    '12',
    {
      description: 'Registry object added or deleted',
      eventTypes: REGISTRY,
      fields: [...REGISTRY_OBJECT, ['status', constant('success')], ['action', registryAction]],
    },
  ],
  [
    '13',
    {
      description: 'Registry value set',
      eventTypes: REGISTRY,
      fields: [
        ...REGISTRY_OBJECT,
        ...DEVICE,
        ['registry_key_name', keyOfValue],
        ['registry_value_name', lastPartOf('TargetObject')],
        ['registry_value_data', (fields) => typedValue(fields)?.[1] ?? fields.get('Details')],
        ['registry_value_type', (fields) => withPrefix('REG_', typedValue(fields)?.[0])],
        ['RegistryValueData', (fields) => typedValue(fields)?.[1]],
        ['RegistryValueType', (fields) => typedValue(fields)?.[0]],
        ['status', constant('success')],
        ['action', constant('modified')],
      ],
    },
  ],
  [
    '14',
    {
      description: 'Registry object renamed',
      eventTypes: REGISTRY,
      fields: [
        ...REGISTRY_OBJECT,
        ['object_path', 'NewName'],
        ['status', (fields) => (fields.text('Keywords') === '0x8000000000000000' ? 'success' : undefined)],
        ['action', constant('modified')],
      ],
    },
  ],
  [
    '15',
    {
      description: 'File stream created',
      eventTypes: PROCESS,
      fields: [
        ...DEST,
        ...OS,
        ...IMAGE,
        ...TARGET_FILE,
        ['file_create_time', 'CreationUtcTime'],
        ['file_hash', 'Hash'],
        ['action', constant('allowed')],
      ],
    },
  ],
  [
    '16',
    {
      description: 'Sysmon Configuration Changed',
      eventTypes: SERVICE,
      fields: [
        ['service', constant('Sysmon')],
        ['service_name', constant('Sysmon')],
      ],
    },
  ],
  ['17', { description: 'Pipe Created', eventTypes: PROCESS, fields: pipe() }],
  ['18', { description: 'Pipe Connected', eventTypes: PROCESS, fields: pipe() }],
  [
    '19',
    {
      description: 'WmiEventFilter activity detected',
      eventTypes: WMI,
      fields: [
        ...WMI_OBJECT,
        ['object', (fields) => ownName(fields)],
        ['object_path', 'EventNamespace'],
        ['action', lowerCaseOf('Operation')],
      ],
    },
  ],
  [
    '20',
    {
      description: 'WmiEventConsumer activity detected',
      eventTypes: WMI,
      fields: [
        ...WMI_OBJECT,
        ...DEVICE,
        ['object', (fields) => ownName(fields)],
        ['object_path', withoutQuotes('Destination')],
        ['DestinationNoQuotes', withoutQuotes('Destination')],
        ['action', lowerCaseOf('Operation')],
      ],
    },
  ],
  [
    '21',
    {
      description: 'WmiEventConsumerToFilter activity detected',
      eventTypes: WMI,
      fields: [
        ...WMI_OBJECT,
        ...DEVICE,
        ['object', withoutQuotes('Filter')],
        ['object_path', withoutQuotes('Consumer')],
        ['object_attrs', withoutQuotes('Consumer')],
        ['ConsumerNoQuotes', withoutQuotes('Consumer')],
        ['FilterNoQuotes', withoutQuotes('Filter')],
        ['result', lowerCaseOf('Operation')],
      ],
    },
  ],
  ['22', { description: 'DNS Query', eventTypes: DNS, fields: QUERY }],
  ['23', { description: 'File Delete', eventTypes: FILE, fields: FILE_DELETED }],
  ['24', { description: 'Clipboard Changed', eventTypes: [], fields: [...DEST, ...IMAGE] }],
  ['25', { description: 'Process Tampering', eventTypes: PROCESS, fields: [...DEST, ...IMAGE] }],
  ['26', { description: 'File Delete Logged', eventTypes: FILE, fields: FILE_DELETED }],
  ['27', { description: 'File Block Executable', eventTypes: FILE, fields: fileJudged('blocked') }],
  ['28', { description: 'File Block Shredding', eventTypes: FILE, fields: fileJudged('blocked') }],
  ['29', { description: 'File Executable Detected', eventTypes: FILE, fields: fileJudged('created') }],
  ['255', { description: 'Error', eventTypes: [], fields: DEST }],
]);

function pipe(): Derivation {
  return [...DEST, ...OS, ...IMAGE, ['pipe_name', 'PipeName'], ['action', constant('allowed')]];
}
