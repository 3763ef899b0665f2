import type { EvtxEventSpec } from '../../test/support/evtx-writer.ts';
import { evtxValue } from '../../test/support/examples/shapes.ts';
import { SYSMON, type TelemetryEvent } from './event.ts';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';
const MS_TO_1970 = 11_644_473_600_000n;
const LEVELS: Readonly<Record<number, string>> = { 2: 'ERROR', 3: 'WARNING' };

/** The `<Event>` as Windows renders it. Line breaks of values stay, as they do there. */
export function eventXml(event: TelemetryEvent): string {
  const { provider, data } = event;
  let values = '';
  for (const [name, text] of data) values += `<Data Name='${name}'>${escapeXml(text)}</Data>`;
  const user = event.userSid === undefined ? '<Security/>' : `<Security UserID='${event.userSid}'/>`;
  return (
    `<Event xmlns='${NAMESPACE}'><System><Provider Name='${provider.name}' Guid='${provider.guid}'/>` +
    `<EventID>${event.eventId}</EventID><Version>${event.version}</Version><Level>${event.level}</Level>` +
    `<Task>${event.task}</Task><Opcode>0</Opcode><Keywords>0x${event.keywords.toString(16)}</Keywords>` +
    `<TimeCreated SystemTime='${systemTime(event)}'/><EventRecordID>${event.recordId}</EventRecordID><Correlation/>` +
    `<Execution ProcessID='${event.processId}' ThreadID='${event.threadId}'/><Channel>${provider.channel}</Channel>` +
    `<Computer>${event.computer}</Computer>${user}</System><EventData>${values}</EventData></Event>`
  );
}

/** An object on a line as NXLog writes it. */
export function nxlogJson(event: TelemetryEvent): string {
  const { provider } = event;
  const seconds = systemTime(event).slice(0, 19).replace('T', ' ');
  return JSON.stringify({
    EventTime: seconds,
    Hostname: event.computer,
    Keywords: String(BigInt.asIntN(64, event.keywords)),
    EventType: LEVELS[event.level] ?? 'INFO',
    SeverityValue: 2,
    Severity: 'INFO',
    EventID: event.eventId,
    SourceName: provider.name,
    ProviderGuid: provider.guid,
    Version: event.version,
    Task: event.task,
    OpcodeValue: 0,
    RecordNumber: event.recordId,
    ExecutionProcessID: event.processId,
    ThreadID: event.threadId,
    Channel: provider.channel,
    ...(event.userSid !== undefined && { UserID: event.userSid }),
    Message: messageOf(event),
    Opcode: 'Info',
    ...Object.fromEntries(event.data),
    EventReceivedTime: seconds,
    SourceModuleName: 'eventlog',
    SourceModuleType: 'im_msvistalog',
    '@timestamp': new Date(event.timeMs).toISOString(),
  });
}

/** An object on a line as Winlogbeat writes it. */
export function winlogbeatJson(event: TelemetryEvent): string {
  const { provider } = event;
  return JSON.stringify({
    '@timestamp': new Date(event.timeMs).toISOString(),
    winlog: {
      api: 'wineventlog',
      channel: provider.channel,
      computer_name: event.computer,
      event_data: Object.fromEntries(event.data),
      event_id: String(event.eventId),
      opcode: 'Info',
      process: { pid: event.processId, thread: { id: event.threadId } },
      provider_guid: provider.guid,
      provider_name: provider.name,
      record_id: event.recordId,
      ...(event.userSid !== undefined && { user: { identifier: event.userSid } }),
      version: event.version,
    },
    event: { code: String(event.eventId), kind: 'event', provider: provider.name },
    host: { name: event.computer },
    log: { level: 'information' },
    message: messageOf(event),
    agent: { type: 'winlogbeat', version: '8.13.0' },
    ecs: { version: '8.0.0' },
  });
}

/** The event for the writer of EVTX files. */
export function evtxEvent(event: TelemetryEvent): EvtxEventSpec {
  const { provider, eventId, version, level, task, keywords, recordId, processId, threadId, computer, userSid } = event;
  const data = event.data.map(([name, text]) => [name, provider === SYSMON ? evtxValue(name, text) : text] as const);
  const timeCreated = (BigInt(event.timeMs) + MS_TO_1970) * 10_000n + BigInt(ticksOf(event));
  const said = { eventId, version, level, task, keywords, recordId, processId, threadId, computer, timeCreated, data };
  return { provider, channel: provider.channel, ...said, ...(userSid !== undefined && { userSid }) };
}

function messageOf({ eventId, data }: TelemetryEvent): string {
  let message = `Event ${eventId}:`;
  for (const [name, text] of data) message += `\r\n${name}: ${text}`;
  return message;
}

/** Windows counts hundreds of nanoseconds, and forwarders print nine digits. Numbers in a log grow with its times. */
function systemTime(event: TelemetryEvent): string {
  return new Date(event.timeMs).toISOString().replace('Z', `${String(ticksOf(event)).padStart(4, '0')}00Z`);
}

function ticksOf({ recordId }: TelemetryEvent): number {
  return (recordId % 1000) * 9 + 412;
}

/** Quotes stay as they are: the text stands between tags. */
function escapeXml(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;
}
