import type { WindowsEvent } from '../../../src/inputs/index.ts';
import type { SysmonEvent } from './sysmon.ts';

/** An event with its number in the log of the machine that wrote it. */
export interface NumberedEvent extends SysmonEvent {
  readonly recordId: number;
}

const SYSMON_GUID = '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}';
const CHANNEL = 'Microsoft-Windows-Sysmon/Operational';
const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** What NXLog calls the events, and begins their messages with. */
const TITLES: Readonly<Record<number, readonly [message: string, category: string]>> = {
  1: ['Process Create', 'Process Create (rule: ProcessCreate)'],
  3: ['Network connection detected', 'Network connection detected (rule: NetworkConnect)'],
  5: ['Process terminated', 'Process terminated (rule: ProcessTerminate)'],
  7: ['Image loaded', 'Image loaded (rule: ImageLoad)'],
  11: ['File created', 'File created (rule: FileCreate)'],
  12: ['Registry object added or deleted', 'Registry object added or deleted (rule: RegistryEvent)'],
  13: ['Registry value set', 'Registry value set (rule: RegistryEvent)'],
  22: ['Dns query', 'Dns query (rule: DnsQuery)'],
};

/** The `<Event>` on one line, as Splunk's forwarder sends it with renderXml. */
export function eventXml(event: NumberedEvent): string {
  const data = event.data.map(([name, text]) => `<Data Name='${name}'>${escapeXml(text)}</Data>`).join('');
  return (
    `<Event xmlns='${NAMESPACE}'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='${SYSMON_GUID}'/>` +
    `<EventID>${event.eventId}</EventID><Version>${event.version}</Version><Level>4</Level><Task>${event.eventId}</Task>` +
    `<Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='${systemTime(event)}'/>` +
    `<EventRecordID>${event.recordId}</EventRecordID><Correlation/>` +
    `<Execution ProcessID='${event.writer.processId}' ThreadID='${event.writer.threadId}'/>` +
    `<Channel>${CHANNEL}</Channel><Computer>${event.computer}</Computer><Security UserID='S-1-5-18'/></System>` +
    `<EventData>${data}</EventData></Event>`
  );
}

/** The event as the parts of its `<Event>`, for the writer of EVTX files. */
export function windowsEvent(event: NumberedEvent): WindowsEvent {
  const { processId, threadId } = event.writer;
  return {
    system: [
      ['EventID', String(event.eventId)],
      ['Version', String(event.version)],
      ['Level', '4'],
      ['Task', String(event.eventId)],
      ['Opcode', '0'],
      ['Keywords', '0x8000000000000000'],
      ['EventRecordID', String(event.recordId)],
      ['Channel', CHANNEL],
      ['Computer', event.computer],
    ],
    attributes: [
      ['Provider', 'Name', 'Microsoft-Windows-Sysmon'],
      ['Provider', 'Guid', SYSMON_GUID],
      ['TimeCreated', 'SystemTime', systemTime(event)],
      ['Execution', 'ProcessID', String(processId)],
      ['Execution', 'ThreadID', String(threadId)],
      ['Security', 'UserID', 'S-1-5-18'],
    ],
    data: event.data.map(([name, text]) => [name, escapeXml(text)]),
    xml: () => eventXml(event),
  };
}

/** One JSON object on a line, as NXLog's im_msvistalog writes events that a collector received. */
export function nxlogJson(event: NumberedEvent): string {
  const [message, category] = TITLES[event.eventId] ?? ['', ''];
  const data = Object.fromEntries(event.data);
  const seconds = systemTime(event).slice(0, 19).replace('T', ' ');
  const lines = event.data.map(([name, text]) => `${name}: ${text}`);
  return JSON.stringify({
    EventTime: seconds,
    Hostname: event.computer,
    Keywords: KEYWORDS,
    EventType: 'INFO',
    ...('EventType' in data ? { EventTypeOrignal: 'INFO' } : {}),
    SeverityValue: 2,
    Severity: 'INFO',
    EventID: event.eventId,
    SourceName: 'Microsoft-Windows-Sysmon',
    ProviderGuid: SYSMON_GUID,
    Version: event.version,
    Task: event.eventId,
    OpcodeValue: 0,
    RecordNumber: event.recordId,
    ExecutionProcessID: event.writer.processId,
    ThreadID: event.writer.threadId,
    Channel: CHANNEL,
    Domain: 'NT AUTHORITY',
    AccountName: 'SYSTEM',
    UserID: 'S-1-5-18',
    AccountType: 'User',
    Message: [`${message}:`, ...lines].join('\r\n'),
    Category: category,
    Opcode: 'Info',
    ...data,
    EventReceivedTime: seconds,
    SourceModuleName: 'eventlog',
    SourceModuleType: 'im_msvistalog',
    '@timestamp': new Date(event.timeMs).toISOString(),
  }).replace(`"Keywords":"${KEYWORDS}"`, `"Keywords":${KEYWORDS}`);
}

/** The sign bit alone: a number that JavaScript cannot hold in full, so it takes the way over a text. */
const KEYWORDS = '-9223372036854775808';

/** Windows counts hundreds of nanoseconds, and forwarders print nine digits. Numbers in one log grow with its times. */
function systemTime(event: NumberedEvent): string {
  const fraction = String((event.recordId % 1000) * 9 + 412).padStart(4, '0');
  return new Date(event.timeMs).toISOString().replace('Z', `${fraction}00Z`);
}

/** Quotes stay as they are: the text stands between tags. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
