/** The two kinds of Sysmon event that the seed detection joins, as `<Event>` text. Texts are XML source. */

export interface EventSpec {
  readonly eventId: number;
  /** ISO 8601 with milliseconds, UTC. */
  readonly time: string;
  readonly computer: string;
  readonly data: readonly (readonly [name: string, text: string])[];
}

export const GUID = '{5A2B1C3D-0001-0002-0003-000000000401}';
export const OTHER_GUID = '{5A2B1C3D-0001-0002-0003-000000000402}';
export const HOST = 'ws-07.corp.example';

export interface ProcessSpec {
  readonly time?: string;
  readonly computer?: string;
  readonly guid?: string;
  readonly id?: string;
  readonly image?: string;
  readonly user?: string;
}

/** EventID 1. */
export function process(spec: ProcessSpec = {}): EventSpec {
  const image = spec.image ?? 'C:\\Windows\\System32\\wscript.exe';
  return {
    eventId: 1,
    time: spec.time ?? '2024-10-17T09:12:40.100',
    computer: spec.computer ?? HOST,
    data: [
      ['UtcTime', utc(spec.time ?? '2024-10-17T09:12:40.100')],
      ['ProcessGuid', spec.guid ?? GUID],
      ['ProcessId', spec.id ?? '4120'],
      ['Image', image],
      ['CommandLine', `${image} C:\\Users\\kim\\run.js`],
      ['User', spec.user ?? 'CORP\\kim'],
      ['IntegrityLevel', 'Medium'],
      ['ParentImage', 'C:\\Windows\\explorer.exe'],
    ],
  };
}

export interface FileSpec {
  readonly time?: string;
  readonly computer?: string;
  readonly guid?: string;
  readonly path?: string;
  readonly created?: string;
  /** null leaves the User field out, as Sysmon before 13.30 does. */
  readonly user?: string | null;
}

/** EventID 11. */
export function file(spec: FileSpec = {}): EventSpec {
  const time = spec.time ?? '2024-10-17T09:12:44.250';
  const user = spec.user === undefined ? 'CORP\\kim' : spec.user;
  return {
    eventId: 11,
    time,
    computer: spec.computer ?? HOST,
    data: [
      ['UtcTime', utc(time)],
      ['ProcessGuid', spec.guid ?? GUID],
      ['ProcessId', '4120'],
      ['Image', 'C:\\Windows\\System32\\wscript.exe'],
      ['TargetFilename', spec.path ?? 'C:\\Users\\kim\\dynwrapx.dll'],
      ['CreationUtcTime', spec.created ?? utc(time)],
      ...(user === null ? [] : ([['User', user]] as const)),
    ],
  };
}

/** Any other event of a process: 5 ended, 7 image loaded, 12 and 13 registry … */
export function other(eventId: number, time: string, guid: string): EventSpec {
  return {
    eventId,
    time,
    computer: HOST,
    data: [
      ['UtcTime', utc(time)],
      ['ProcessGuid', guid],
      ['ProcessId', '4120'],
      ['Image', 'C:\\Windows\\System32\\wscript.exe'],
      ['User', 'CORP\\kim'],
    ],
  };
}

/** The event as Splunk holds it in `_raw`. */
export function xml(event: EventSpec, record = 1): string {
  const data = event.data.map(([name, text]) => `<Data Name='${name}'>${text}</Data>`).join('');
  return (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
    "<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385F-C22A-43E0-BF4C-06F5698FFBD9}'/>" +
    `<EventID>${event.eventId}</EventID><Version>2</Version><Level>4</Level><Task>${event.eventId}</Task>` +
    '<Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>' +
    `<TimeCreated SystemTime='${event.time}000000Z'/><EventRecordID>${record}</EventRecordID><Correlation/>` +
    "<Execution ProcessID='2940' ThreadID='3376'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel>" +
    `<Computer>${event.computer}</Computer><Security UserID='S-1-5-18'/></System><EventData>${data}</EventData></Event>`
  );
}

/** A number of 64 bits, which NXLog writes in full and JavaScript cannot. */
const KEYWORDS = '-9223372036854775808';

/** The event as NXLog writes it. */
export function nxlog(event: EventSpec, record = 1): string {
  return JSON.stringify({
    EventTime: utc(event.time).slice(0, 19),
    Hostname: event.computer,
    Keywords: KEYWORDS,
    EventType: 'INFO',
    SeverityValue: 2,
    Severity: 'INFO',
    EventID: event.eventId,
    SourceName: 'Microsoft-Windows-Sysmon',
    ProviderGuid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
    Version: 2,
    Task: event.eventId,
    OpcodeValue: 0,
    RecordNumber: record,
    ExecutionProcessID: 2940,
    ThreadID: 3376,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    Domain: 'NT AUTHORITY',
    AccountName: 'SYSTEM',
    UserID: 'S-1-5-18',
    ...Object.fromEntries(event.data),
    EventReceivedTime: utc(event.time).slice(0, 19),
    SourceModuleName: 'eventlog',
    SourceModuleType: 'im_msvistalog',
    '@timestamp': `${event.time}Z`,
  }).replace(`"${KEYWORDS}"`, KEYWORDS);
}

/** The event as Winlogbeat writes it. */
export function winlogbeat(event: EventSpec, record = 1): string {
  return JSON.stringify({
    '@timestamp': `${event.time}Z`,
    winlog: {
      channel: 'Microsoft-Windows-Sysmon/Operational',
      provider_name: 'Microsoft-Windows-Sysmon',
      provider_guid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
      event_id: String(event.eventId),
      record_id: record,
      computer_name: event.computer,
      version: 2,
      task: 'unused',
      opcode: 'Info',
      user: { identifier: 'S-1-5-18', name: 'SYSTEM', domain: 'NT AUTHORITY', type: 'User' },
      process: { pid: 2940, thread: { id: 3376 } },
      event_data: Object.fromEntries(event.data),
    },
    event: { code: String(event.eventId), provider: 'Microsoft-Windows-Sysmon' },
    host: { name: event.computer },
  });
}

function utc(time: string): string {
  return time.replace('T', ' ');
}
