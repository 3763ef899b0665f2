import { buildEvent, keywordsOf } from './build.ts';
import { dataOf } from './members.ts';
import { firstText } from './read.ts';
import type { JsonShape } from './shape.ts';

/**
 * One flat object an event, as PowerShell exports of `Get-WinEvent`, the table SecurityEvent of Azure Log Analytics and
 * public data sets have it.
 */
export const flatExport: JsonShape = {
  name: 'flat export',
  read(value) {
    const channel = firstText(value, 'Channel', 'LogName');
    const eventId = firstText(value, 'EventID', 'EventId');
    if (channel === undefined || eventId === undefined) return undefined;
    return buildEvent(
      {
        provider: firstText(value, 'SourceName', 'ProviderName', 'Provider', 'Source', 'EventSourceName'),
        providerGuid: firstText(value, 'ProviderGuid'),
        eventId,
        version: firstText(value, 'Version'),
        level: firstText(value, 'Level'),
        task: firstText(value, 'Task'),
        opcode: firstText(value, 'Opcode'),
        keywords: keywordsOf(value['Keywords']),
        systemTime: firstText(value, 'TimeCreated', '@timestamp', 'TimeGenerated'),
        recordId: firstText(value, 'RecordNumber', 'EventRecordID', 'RecordId'),
        processId: firstText(value, 'ExecutionProcessID'),
        threadId: firstText(value, 'ExecutionThreadID', 'ThreadID'),
        channel,
        computer: firstText(value, 'Hostname', 'Computer', 'MachineName'),
        userId: firstText(value, 'UserID'),
      },
      dataOf(value, SYSTEM_MEMBERS),
    );
  },
};

/** Members that are no data of the event. */
const SYSTEM_MEMBERS: ReadonlySet<string> = new Set([
  'Channel',
  'LogName',
  'EventID',
  'EventId',
  'SourceName',
  'ProviderName',
  'Provider',
  'Source',
  'EventSourceName',
  'ProviderGuid',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'TimeCreated',
  '@timestamp',
  'TimeGenerated',
  '@version',
  'RecordNumber',
  'EventRecordID',
  'RecordId',
  'ExecutionProcessID',
  'ExecutionThreadID',
  'ThreadID',
  'Hostname',
  'Computer',
  'MachineName',
  'UserID',
  'Message',
]);
