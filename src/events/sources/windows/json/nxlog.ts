import { buildEvent, type DataItem, keywordsOf } from './build.ts';
import { dataOf } from './members.ts';
import { firstText, type JsonObject, textOf } from './read.ts';
import type { JsonShape } from './shape.ts';

/** The JSON of NXLog's module im_msvistalog, also of its versions that let fields of the event fall. */
export const nxlog: JsonShape = {
  name: 'NXLog',
  read(value) {
    const isNxlog = value['SourceModuleName'] !== undefined || value['EventReceivedTime'] !== undefined;
    const eventId = firstText(value, 'EventID');
    const channel = firstText(value, 'Channel');
    if (!isNxlog || eventId === undefined || channel === undefined) return undefined;
    return buildEvent(
      {
        provider: firstText(value, 'SourceName'),
        providerGuid: firstText(value, 'ProviderGuid'),
        eventId,
        version: firstText(value, 'Version'),
        level: levelOf(value),
        task: firstText(value, 'Task'),
        opcode: firstText(value, 'OpcodeValue'),
        keywords: keywordsOf(value['Keywords']),
        // EventTime is local time without a zone.
        systemTime: firstText(value, '@timestamp', 'EventTime'),
        recordId: firstText(value, 'RecordNumber'),
        activityId: firstText(value, 'ActivityID'),
        relatedActivityId: firstText(value, 'RelatedActivityID'),
        processId: firstText(value, 'ExecutionProcessID', 'ProcessID'),
        threadId: firstText(value, 'ThreadID'),
        channel,
        computer: firstText(value, 'Hostname'),
        userId: firstText(value, 'UserID'),
      },
      dataItems(value),
      { isEncoded: true },
    );
  },
};

/** NXLog's own members; UserID, AccountName and Domain are the account that logs, not the one the event is about. */
const OWN_MEMBERS: ReadonlySet<string> = new Set([
  'EventTime',
  'EventReceivedTime',
  'SourceModuleName',
  'SourceModuleType',
  'Severity',
  'SeverityValue',
  'Hostname',
  'Channel',
  'EventID',
  'SourceName',
  'ProviderGuid',
  'Version',
  'Task',
  'Opcode',
  'OpcodeValue',
  'Keywords',
  'RecordNumber',
  'ExecutionProcessID',
  'ProcessID',
  'ThreadID',
  'AccountName',
  'AccountType',
  'Domain',
  'UserID',
  'ActivityID',
  'RelatedActivityID',
  'Message',
  'Category',
  'EventType',
  'EventTypeOrignal',
  '@version',
  '@timestamp',
  'tags',
  'host',
  'port',
  'type',
]);

function dataItems(value: JsonObject): DataItem[] {
  const items = dataOf(value, OWN_MEMBERS);
  const eventType = eventTypeOf(value);
  if (eventType !== undefined) items.push(['EventType', eventType]);
  const ownProcessId = value['ExecutionProcessID'] === undefined ? undefined : firstText(value, 'ProcessID');
  if (ownProcessId !== undefined) items.push(['ProcessID', ownProcessId]);
  const processId = value['ProcessId'] === undefined ? fromMessage(value, 'ProcessId') : undefined;
  if (processId !== undefined) items.push(['ProcessId', processId]);
  return items;
}

/** The event's own EventType: it stands beside NXLog's if that was moved away, else in the message alone. */
function eventTypeOf(value: JsonObject): string | undefined {
  return value['EventTypeOrignal'] === undefined ? fromMessage(value, 'EventType') : firstText(value, 'EventType');
}

/** A value that NXLog's own name took the place of: Sysmon's message has a line `Name: value` for each. */
function fromMessage(value: JsonObject, name: string): string | undefined {
  if (textOf(value['SourceName']) !== 'Microsoft-Windows-Sysmon') return undefined;
  const message = textOf(value['Message']) ?? '';
  const start = message.indexOf(`\n${name}: `);
  if (start === -1) return undefined;
  const from = start + name.length + 3;
  const end = message.indexOf('\n', from);
  return message.slice(from, end === -1 ? undefined : end).trimEnd();
}

/** Windows' levels by NXLog's severities. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ['1', '5'],
  ['2', '4'],
  ['3', '3'],
  ['4', '2'],
  ['5', '1'],
]);

/** Audits have the level 0, whatever their severity. */
function levelOf(value: JsonObject): string | undefined {
  if (textOf(value['EventType'])?.startsWith('AUDIT_') === true) return '0';
  return LEVELS.get(textOf(value['SeverityValue']) ?? '');
}
