import { describe, expect, test } from 'vitest';
import { createNormaliser, datasetRow, type FieldValue, type LogEvent } from '../../index.ts';
import { buildEvent, type DataItem } from './json/build.ts';

const COMPUTER = 'ws-07.example.test';
const GUID = '{6820D070-1F1B-6323-E113-000000007402}';
const PARENT = '{6820D070-1F1B-6323-0100-000000007402}';
const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

function sysmon(eventId: number, data: readonly DataItem[]): LogEvent {
  const event = buildEvent(
    {
      provider: 'Microsoft-Windows-Sysmon',
      providerGuid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
      eventId: String(eventId),
      version: '5',
      level: '4',
      task: String(eventId),
      opcode: '0',
      keywords: '0x8000000000000000',
      systemTime: '2024-10-17T09:12:44.123456700Z',
      recordId: '4522',
      processId: '2912',
      threadId: '3424',
      channel: SYSMON,
      computer: COMPUTER,
      userId: 'S-1-5-18',
    },
    [['RuleName', '-'], ['UtcTime', '2024-10-17 09:12:44.120'], ...data],
  );
  const read = createNormaliser({})({ kind: 'windows-event', event, offset: 0, isCut: false }, 'test.evtx');
  if (read === undefined) throw new Error('not recognised');
  return read;
}

/** What Sysmon's events get beside their own fields, by the rules of the two add-ons. */
const COMMON = new Set([
  ...'Name Guid SystemTime ProcessID ThreadID UserID EventID Version Level Task Opcode Keywords EventRecordID'.split(
    ' ',
  ),
  ...'Channel Computer System_Props_Xml EventData_Xml RuleName UtcTime EventCode signature_id RecordNumber'.split(' '),
  ...'event_id id dvc_nt_host user_id vendor_product EventChannel RecordID TimeCreated SecurityID'.split(' '),
  ...'EventDescription signature punct linecount eventtype tag tag::eventtype date_hour date_mday'.split(' '),
  ...'date_minute date_month date_second date_wday date_year date_zone'.split(' '),
]);

/** The fields that are neither common nor data of the event. */
function derived(event: LogEvent, data: readonly DataItem[]): Record<string, FieldValue> {
  const names = new Set(data.map(([name]) => name));
  return Object.fromEntries([...event.fields].filter(([name]) => !COMMON.has(name) && !names.has(name)));
}

const PROCESS: readonly DataItem[] = [
  ['ProcessGuid', GUID],
  ['ProcessId', '5728'],
  ['Image', 'C:\\Windows\\System32\\WScript.exe'],
];
const IMAGE = {
  process_path: 'C:\\Windows\\System32\\WScript.exe',
  process_name: 'WScript.exe',
  process_exec: 'WScript.exe',
  process_guid: GUID,
  process_id: '5728',
};
const DEST = { dest: COMPUTER };
const OS = { os: 'Microsoft Windows' };
const HASHES = 'SHA1=01C7,MD5=5FD1,SHA256=3A7A,IMPHASH=4DC4';
const HASH_PARTS = { SHA1: '01C7', MD5: '5FD1', SHA256: '3A7A', IMPHASH: '4DC4' };
const FILE: readonly DataItem[] = [...PROCESS, ['TargetFilename', 'C:\\Users\\kim\\a b.dll']];
const TARGET = { file_path: 'C:\\Users\\kim\\a b.dll', file_name: 'a b.dll' };
const ACCESS = {
  parent_process_path: 'C:\\Tools\\a.exe',
  parent_process_name: 'a.exe',
  parent_process_exec: 'a.exe',
  parent_process_guid: PARENT,
  parent_process_id: '10',
  process_path: 'C:\\Windows\\lsass.exe',
  process_name: 'lsass.exe',
  process_exec: 'lsass.exe',
  process_guid: GUID,
  process_id: '20',
};
const KEY = 'HKLM\\SOFTWARE\\Vendor\\Run\\name';
const REGISTRY = {
  ...DEST,
  ...IMAGE,
  registry_path: KEY,
  registry_hive: 'HKEY_LOCAL_MACHINE\\Software',
  object_path: KEY,
  object_category: 'registry',
  'tag::object_category': 'registry',
};
const IS_FILE = { object_category: 'file', 'tag::object_category': 'filesystem' };
const WMI = {
  ...DEST,
  src: COMPUTER,
  object_category: 'wmi',
  change_type: 'wmi',
  status: 'success',
  user: 'kim',
  user_name: 'kim',
};
const USER: DataItem = ['User', 'EXAMPLE\\kim'];

interface Case {
  readonly id: number;
  readonly data: readonly DataItem[];
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Beside Event_Signatures.Signatures, which takes all of them. */
  readonly datasets: readonly string[];
}

const PROCESSES = ['Endpoint.Processes'];
const FILESYSTEM = ['Endpoint.Filesystem'];
const REGISTRY_ROWS = ['Endpoint.Registry'];
const DELETED = { ...DEST, ...IMAGE, ...TARGET, ...IS_FILE, file_hash: HASHES, ...HASH_PARTS };

const CASES: readonly Case[] = [
  {
    id: 1,
    data: [
      ...PROCESS,
      ['OriginalFileName', 'wscript.exe'],
      ['CommandLine', 'wscript.exe "a & b.js"'],
      ['CurrentDirectory', 'C:\\Temp\\'],
      USER,
      ['IntegrityLevel', 'High'],
      ['Hashes', HASHES],
      ['ParentProcessGuid', PARENT],
      ['ParentProcessId', '4624'],
      ['ParentImage', 'C:\\Windows\\explorer.exe'],
      ['ParentCommandLine', 'explorer'],
    ],
    fields: {
      ...DEST,
      ...OS,
      ...IMAGE,
      ...HASH_PARTS,
      original_file_name: 'wscript.exe',
      process: 'wscript.exe "a &amp; b.js"',
      process_hash: HASHES,
      process_current_directory: 'C:\\Temp\\',
      process_integrity_level: 'High',
      parent_process: 'explorer',
      parent_process_path: 'C:\\Windows\\explorer.exe',
      parent_process_name: 'explorer.exe',
      parent_process_exec: 'explorer.exe',
      parent_process_guid: PARENT,
      parent_process_id: '4624',
      user: 'kim',
      action: 'allowed',
    },
    datasets: PROCESSES,
  },
  {
    id: 2,
    data: [
      ...FILE,
      ['CreationUtcTime', '2001-01-01 00:00:00.000'],
      ['PreviousCreationUtcTime', '2024-01-01 00:00:00.000'],
    ],
    fields: {
      ...DEST,
      ...IMAGE,
      ...TARGET,
      ...IS_FILE,
      file_create_time: '2001-01-01 00:00:00.000',
      action: 'modified',
    },
    datasets: FILESYSTEM,
  },
  {
    id: 3,
    data: [
      ...PROCESS,
      USER,
      ['Protocol', 'tcp'],
      ['Initiated', 'true'],
      ['SourceIsIpv6', 'false'],
      ['SourceIp', '192.0.2.1'],
      ['SourceHostname', '-'],
      ['SourcePort', '61722'],
      ['DestinationIsIpv6', 'false'],
      ['DestinationIp', '192.0.2.9'],
      ['DestinationHostname', 'c2.example.test'],
      ['DestinationPort', '21'],
    ],
    fields: {
      process_name: 'WScript.exe',
      process_exec: 'WScript.exe',
      process_guid: GUID,
      process_id: '5728',
      app: 'C:\\Windows\\System32\\WScript.exe',
      src: '192.0.2.1',
      src_ip: '192.0.2.1',
      src_port: '61722',
      dest: 'c2.example.test',
      dest_ip: '192.0.2.9',
      dest_port: '21',
      dvc: COMPUTER,
      dvc_ip: '192.0.2.1',
      transport: 'tcp',
      transport_dest_port: 'tcp/21',
      direction: 'outbound',
      protocol: 'ip',
      protocol_version: 'ipv4',
      state: 'listening',
      creation_time: '2024-10-17 09:12:44.120',
      user: 'kim',
      action: 'allowed',
    },
    datasets: ['Network_Traffic.All_Traffic', 'Network_Traffic.Traffic_By_Action', 'Network_Traffic.Allowed_Traffic'],
  },
  {
    id: 4,
    data: [['State', 'Started']],
    fields: { service: 'Sysmon', service_name: 'Sysmon', status: 'started', action: 'started' },
    datasets: ['Endpoint.Services'],
  },
  {
    id: 5,
    data: PROCESS,
    fields: { ...DEST, ...OS, ...IMAGE, process: 'C:\\Windows\\System32\\WScript.exe', action: 'allowed' },
    datasets: PROCESSES,
  },
  {
    id: 6,
    data: [
      ['ImageLoaded', 'C:\\drivers\\npf.sys'],
      ['Hashes', HASHES],
      ['Signed', 'true'],
      ['SignatureStatus', 'Valid'],
    ],
    fields: {
      ...DEST,
      ...OS,
      ...HASH_PARTS,
      process_path: 'C:\\drivers\\npf.sys',
      process_hash: HASHES,
      service_signature_exists: 'true',
      service_signature_verified: 'true',
      action: 'allowed',
    },
    datasets: PROCESSES,
  },
  {
    id: 7,
    data: [
      ...PROCESS,
      ['ImageLoaded', 'C:\\x\\dynwrapx.dll'],
      ['OriginalFileName', '-'],
      ['Hashes', HASHES],
      ['Signed', 'false'],
      ['SignatureStatus', 'Unavailable'],
      USER,
    ],
    fields: {
      ...DEST,
      ...OS,
      ...IMAGE,
      ...HASH_PARTS,
      parent_process_path: IMAGE.process_path,
      parent_process_name: 'WScript.exe',
      parent_process_exec: 'WScript.exe',
      parent_process_guid: GUID,
      parent_process_id: '5728',
      loaded_file: 'dynwrapx.dll',
      loaded_file_path: 'C:\\x\\dynwrapx.dll',
      process_hash: HASHES,
      service_dll_signature_exists: 'false',
      service_dll_signature_verified: 'false',
      user: 'kim',
      action: 'success',
      'tag::action': 'success',
    },
    datasets: PROCESSES,
  },
  {
    id: 8,
    data: [
      ['SourceProcessGuid', PARENT],
      ['SourceProcessId', '10'],
      ['SourceImage', 'C:\\Tools\\a.exe'],
      ['TargetProcessGuid', GUID],
      ['TargetProcessId', '20'],
      ['TargetImage', 'C:\\Windows\\lsass.exe'],
      ['StartAddress', '0x00007FF8'],
      ['StartModule', 'C:\\k.dll'],
      ['StartFunction', 'LoadLibraryA'],
    ],
    fields: {
      ...DEST,
      ...OS,
      ...ACCESS,
      src_address: '0x00007FF8',
      src_module: 'C:\\k.dll',
      src_function: 'LoadLibraryA',
      action: 'allowed',
    },
    datasets: PROCESSES,
  },
  {
    id: 9,
    data: [...PROCESS, ['Device', '\\Device\\HarddiskVolume1']],
    fields: { ...DEST, ...OS, ...IMAGE, action: 'allowed' },
    datasets: PROCESSES,
  },
  {
    id: 10,
    data: [
      ['SourceProcessGUID', PARENT],
      ['SourceProcessId', '10'],
      ['SourceImage', 'C:\\Tools\\a.exe'],
      ['TargetProcessGUID', GUID],
      ['TargetProcessId', '20'],
      ['TargetImage', 'C:\\Windows\\lsass.exe'],
      ['GrantedAccess', '0x1410'],
    ],
    fields: { ...DEST, ...OS, ...ACCESS, dvc: COMPUTER, granted_access: '0x1410', action: 'allowed' },
    datasets: PROCESSES,
  },
  {
    id: 11,
    data: [...FILE, ['CreationUtcTime', '2024-10-17 09:12:44.120']],
    fields: {
      ...DEST,
      ...IMAGE,
      ...TARGET,
      ...IS_FILE,
      file_create_time: '2024-10-17 09:12:44.120',
      action: 'created',
    },
    datasets: FILESYSTEM,
  },
  {
    id: 12,
    data: [['EventType', 'CreateKey'], ...PROCESS, ['TargetObject', KEY]],
    fields: { ...REGISTRY, registry_key_name: KEY, severity_id: 'CreateKey', status: 'success', action: 'created' },
    datasets: REGISTRY_ROWS,
  },
  {
    id: 13,
    data: [['EventType', 'SetValue'], ...PROCESS, ['TargetObject', KEY], ['Details', 'DWORD (0x00000001)']],
    fields: {
      ...REGISTRY,
      dvc: COMPUTER,
      registry_key_name: 'HKLM\\SOFTWARE\\Vendor\\Run',
      registry_value_name: 'name',
      registry_value_data: '0x00000001',
      registry_value_type: 'REG_DWORD',
      RegistryValueData: '0x00000001',
      RegistryValueType: 'DWORD',
      severity_id: 'SetValue',
      status: 'success',
      action: 'modified',
    },
    datasets: REGISTRY_ROWS,
  },
  {
    id: 14,
    data: [['EventType', 'RenameKey'], ...PROCESS, ['TargetObject', KEY], ['NewName', `${KEY}2`]],
    fields: {
      ...REGISTRY,
      registry_key_name: KEY,
      object_path: `${KEY}2`,
      severity_id: 'RenameKey',
      status: 'success',
      action: 'modified',
    },
    datasets: REGISTRY_ROWS,
  },
  {
    id: 15,
    data: [
      ...PROCESS,
      ['TargetFilename', 'C:\\a.txt:Zone.Identifier'],
      ['CreationUtcTime', '2024-10-17 09:12:44.000'],
      ['Hash', HASHES],
      ['Contents', '[ZoneTransfer]'],
    ],
    fields: {
      ...DEST,
      ...OS,
      ...IMAGE,
      ...HASH_PARTS,
      file_path: 'C:\\a.txt:Zone.Identifier',
      file_name: 'a.txt:Zone.Identifier',
      file_create_time: '2024-10-17 09:12:44.000',
      file_hash: HASHES,
      action: 'allowed',
    },
    datasets: PROCESSES,
  },
  {
    id: 16,
    data: [
      ['Configuration', 'sysmon.xml'],
      ['ConfigurationFileHash', 'SHA256=AB'],
    ],
    fields: { service: 'Sysmon', service_name: 'Sysmon' },
    datasets: ['Endpoint.Services'],
  },
  ...[17, 18].map((id) => ({
    id,
    data: [['EventType', 'CreatePipe'], ...PROCESS, ['PipeName', '\\MSSE-1']] as const,
    fields: { ...DEST, ...OS, ...IMAGE, severity_id: 'CreatePipe', pipe_name: '\\MSSE-1', action: 'allowed' },
    datasets: PROCESSES,
  })),
  {
    id: 19,
    data: [
      ['EventType', 'WmiFilterEvent'],
      ['Operation', 'Created'],
      USER,
      ['EventNamespace', '"root\\\\cimv2"'],
      ['Name', ' "filter"'],
      ['Query', 'SELECT'],
    ],
    fields: {
      ...WMI,
      severity_id: 'WmiFilterEvent',
      object: 'filter',
      object_path: '"root\\\\cimv2"',
      action: 'created',
    },
    datasets: ['Change.All_Changes', 'Change.Endpoint_Changes', 'Change.Other_Endpoint_Changes'],
  },
  {
    id: 20,
    data: [
      ['EventType', 'WmiConsumerEvent'],
      ['Operation', 'Deleted'],
      USER,
      ['Name', ' "consumer"'],
      ['Type', 'Command Line'],
      ['Destination', ' "C:\\\\notepad.exe"'],
    ],
    fields: {
      ...WMI,
      dvc: COMPUTER,
      severity_id: 'WmiConsumerEvent',
      object: 'consumer',
      object_path: 'C:\\\\notepad.exe',
      DestinationNoQuotes: 'C:\\\\notepad.exe',
      action: 'deleted',
    },
    datasets: ['Change.All_Changes', 'Change.Endpoint_Changes', 'Change.Other_Endpoint_Changes'],
  },
  {
    id: 21,
    data: [['EventType', 'WmiBindingEvent'], ['Operation', 'Created'], USER, ['Consumer', ' "c"'], ['Filter', ' "f"']],
    fields: {
      ...WMI,
      dvc: COMPUTER,
      severity_id: 'WmiBindingEvent',
      object: 'f',
      object_path: 'c',
      object_attrs: 'c',
      ConsumerNoQuotes: 'c',
      FilterNoQuotes: 'f',
      result: 'created',
    },
    datasets: ['Change.All_Changes', 'Change.Endpoint_Changes', 'Change.Other_Endpoint_Changes'],
  },
  {
    id: 22,
    data: [
      ...PROCESS,
      ['QueryName', 'a.example.test'],
      ['QueryStatus', '0'],
      ['QueryResults', 'type:  5 b.example.test;::ffff:192.0.2.4;'],
    ],
    fields: {
      process_name: 'WScript.exe',
      process_exec: 'WScript.exe',
      process_guid: GUID,
      src: COMPUTER,
      query: 'a.example.test',
      query_count: '1',
      reply_code_id: '0',
      answer: ['b.example.test', '::ffff:192.0.2.4'],
      answer_count: '2',
      record_type_id: '5',
      record_type: 'CNAME',
    },
    datasets: ['Network_Resolution.DNS'],
  },
  ...[23, 26].map((id) => ({
    id,
    data: [...FILE, ['Hashes', HASHES]] as const,
    fields: { ...DELETED, file_modify_time: '2024-10-17 09:12:44.120', action: 'deleted' },
    datasets: FILESYSTEM,
  })),
  { id: 24, data: [...PROCESS, ['Session', '1']], fields: { ...DEST, ...IMAGE }, datasets: [] },
  { id: 25, data: [...PROCESS, ['Type', 'Image is replaced']], fields: { ...DEST, ...IMAGE }, datasets: PROCESSES },
  ...[27, 28].map((id) => ({
    id,
    data: [...FILE, ['Hashes', HASHES]] as const,
    fields: { ...DELETED, action: 'blocked' },
    datasets: FILESYSTEM,
  })),
  { id: 29, data: [...FILE, ['Hashes', HASHES]], fields: { ...DELETED, action: 'created' }, datasets: FILESYSTEM },
  {
    id: 255,
    data: [
      ['ID', 'QUEUE'],
      ['Description', 'lost events'],
    ],
    fields: DEST,
    datasets: [],
  },
];

describe('Sysmon', () => {
  test('every EventID from 1 to 29 and 255 has a case', () => {
    const ids = CASES.map(({ id }) => id).sort((a, b) => a - b);
    expect(ids).toEqual([...Array.from({ length: 29 }, (_, i) => i + 1), 255]);
  });

  test.each(CASES)('EventID $id: fields and datasets', ({ id, data, fields, datasets }) => {
    const event = sysmon(id, data);
    expect(derived(event, data)).toEqual(fields);
    expect(event.datasets).toEqual([...datasets, 'Event_Signatures.Signatures']);
  });

  test('what every event has', () => {
    const event = sysmon(1, PROCESS);
    expect(event).toMatchObject({
      time: 1729156364.123456,
      index: 'main',
      host: COMPUTER,
      source: `XmlWinEventLog:${SYSMON}`,
      sourcetype: 'XmlWinEventLog',
    });
    const common = [...event.fields].filter(([name]) => COMMON.has(name) && !name.endsWith('_Xml'));
    expect(Object.fromEntries(common)).toMatchObject({
      Name: 'Microsoft-Windows-Sysmon',
      EventID: '1',
      EventCode: '1',
      EventChannel: SYSMON,
      TimeCreated: '2024-10-17T09:12:44.123456700Z',
      RecordID: '4522',
      SecurityID: 'S-1-5-18',
      vendor_product: 'Microsoft Sysmon',
      signature: 'Process Create',
      date_hour: '9',
      date_month: 'october',
      date_wday: 'thursday',
      date_zone: '0',
      linecount: '1',
      eventtype: ['windows_event_signature', 'endpoint_services_processes', 'ms-sysmon-process'],
      tag: ['track_event_signatures', 'process', 'report'],
    });
  });

  test("the event's own Name joins the provider's", () => {
    expect(sysmon(20, [['Name', ' "x"']]).fields.get('Name')).toEqual(['Microsoft-Windows-Sysmon', ' "x"']);
  });

  test('EventID 12 that lost its EventType has no action, and the model says unknown', () => {
    const event = sysmon(12, [...PROCESS, ['TargetObject', KEY]]);
    expect(event.fields.has('action')).toBe(false);
    expect(datasetRow(event, 'Endpoint.Registry').get('action')).toBe('unknown');
  });

  test.each([
    ['Binary Data', 'Binary Data'],
    ['(Empty)', '(Empty)'],
    ['C:\\Program Files (x86)\\a.exe', 'C:\\Program Files (x86)\\a.exe'],
    ['QWORD (0x01d776fd-0xd724b8c5)', '0x01d776fd-0xd724b8c5'],
  ])('EventID 13 with Details %s', (details, expected) => {
    const event = sysmon(13, [...PROCESS, ['TargetObject', KEY], ['Details', details]]);
    expect(event.fields.get('registry_value_data')).toBe(expected);
  });

  test('EventID 22 without answers', () => {
    const event = sysmon(22, [
      ...PROCESS,
      ['QueryName', 'a.example.test'],
      ['QueryStatus', '9003'],
      ['QueryResults', '-'],
    ]);
    expect(event.fields.has('answer')).toBe(false);
    expect(Object.fromEntries(datasetRow(event, 'Network_Resolution.DNS'))).toMatchObject({
      answer: 'unknown',
      answer_count: '1',
      dest: 'unknown',
      message_type: 'unknown',
      query_count: '1',
    });
  });
});

describe('the seed chain', () => {
  const file: readonly DataItem[] = [...FILE, ['CreationUtcTime', '2024-10-17 09:12:44.115']];

  test('1: both events carry the same process_guid, whatever braces and case the file has', () => {
    expect(sysmon(1, PROCESS).fields.get('process_guid')).toBe(GUID);
    expect(sysmon(11, file).fields.get('process_guid')).toBe(GUID);
    const event = {
      ...buildEvent({ eventId: '11', channel: SYSMON }, []),
      data: [['ProcessGuid', GUID.toLowerCase()] as const],
    };
    const read = createNormaliser({})({ kind: 'windows-event', event, offset: 0, isCut: false } as const, 'test.evtx');
    expect(read?.fields.get('process_guid')).toBe(GUID);
    expect(read?.fields.get('ProcessGuid')).toBe(GUID.toLowerCase());
  });

  test('2: the row of Processes', () => {
    const row = datasetRow(sysmon(1, [...PROCESS, USER, ['IntegrityLevel', 'High']]), 'Endpoint.Processes');
    expect(Object.fromEntries(row)).toMatchObject({
      process_id: '5728',
      process_name: 'WScript.exe',
      process_guid: GUID,
      dest: COMPUTER,
      user: 'kim',
      process_integrity_level: 'high',
      process: 'unknown',
      original_file_name: 'unknown',
    });
  });

  test('3: the row of Filesystem', () => {
    const row = datasetRow(sysmon(11, [...file, USER]), 'Endpoint.Filesystem');
    expect(Object.fromEntries(row)).toMatchObject({
      file_create_time: '2024-10-17 09:12:44.115',
      file_name: 'a b.dll',
      file_path: 'C:\\Users\\kim\\a b.dll',
      action: 'modified',
      dest: COMPUTER,
      user: 'kim',
      process_guid: GUID,
      process_name: 'WScript.exe',
      file_hash: 'unknown',
      file_acl: 'unknown',
      vendor_product: 'Microsoft Sysmon',
    });
  });

  test('4: Sysmon before 13.30 writes no User on EventID 11: no field user, and the row says unknown', () => {
    const event = sysmon(11, file);
    expect(event.fields.has('user')).toBe(false);
    expect(datasetRow(event, 'Endpoint.Filesystem').get('user')).toBe('unknown');
    expect(datasetRow(sysmon(1, PROCESS), 'Endpoint.Processes').get('user')).toBe('unknown');
  });

  test('8: a Security event has no process_guid to join on', () => {
    const event = buildEvent({ eventId: '4688', channel: 'Security', computer: COMPUTER }, [
      ['NewProcessName', 'C:\\Windows\\System32\\wscript.exe'],
    ]);
    const read = createNormaliser({})({ kind: 'windows-event', event, offset: 0, isCut: false }, 'test.evtx');
    expect(read?.datasets).toContain('Endpoint.Processes');
    expect(read?.fields.has('process_guid')).toBe(false);
  });

  test('values that are empty are absent, a hyphen is a value', () => {
    const event = sysmon(11, [...file, ['User', '-'], ['Empty', '']]);
    expect(event.fields.get('User')).toBe('-');
    expect(event.fields.get('RuleName')).toBe('-');
    expect(event.fields.has('Empty')).toBe(false);
  });
});
