import type { EvtxEventSpec, EvtxValue } from '../evtx-writer.ts';
import type { SysmonEvent } from './sysmon.ts';

/** An event with its number in the log of the machine that wrote it. */
export interface NumberedEvent extends SysmonEvent {
  readonly recordId: number;
}

const SYSMON_GUID = '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}';
const CHANNEL = 'Microsoft-Windows-Sysmon/Operational';
const MS_TO_1970 = 11_644_473_600_000n;
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

/** The event for the writer of EVTX files, each value of the type that Sysmon's manifest gives it. */
export function evtxEvent(event: NumberedEvent): EvtxEventSpec {
  return {
    provider: { name: 'Microsoft-Windows-Sysmon', guid: SYSMON_GUID },
    eventId: event.eventId,
    version: event.version,
    task: event.eventId,
    timeCreated: (BigInt(event.timeMs) + MS_TO_1970) * 10_000n + BigInt(ticks(event)),
    recordId: event.recordId,
    processId: event.writer.processId,
    threadId: event.writer.threadId,
    channel: CHANNEL,
    computer: event.computer,
    userSid: 'S-1-5-18',
    data: event.data.map(([name, text]) => [name, evtxValue(name, text)]),
  };
}

/** The value of a field of Sysmon, of the type that its manifest gives it. */
export function evtxValue(name: string, text: string): EvtxValue {
  if (/Guid$/.test(name)) return { type: 'guid', value: text };
  if (/^(Parent)?ProcessId$|^TerminalSessionId$/.test(name)) return { type: 'uint32', value: Number(text) };
  if (/^(Source|Destination)Port$/.test(name)) return { type: 'uint16', value: Number(text) };
  if (/^(Initiated|SourceIsIpv6|DestinationIsIpv6)$/.test(name)) return { type: 'boolean', value: text === 'true' };
  return name === 'LogonId' ? { type: 'hex64', value: BigInt(text) } : text;
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
  const fraction = String(ticks(event)).padStart(4, '0');
  return new Date(event.timeMs).toISOString().replace('Z', `${fraction}00Z`);
}

/** Steps of 100 ns past the millisecond. */
function ticks(event: NumberedEvent): number {
  return (event.recordId % 1000) * 9 + 412;
}

/** Quotes stay as they are: the text stands between tags. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
