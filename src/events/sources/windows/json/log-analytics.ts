import { buildEvent, type DataItem, keywordsOf } from './build.ts';
import { dataOf } from './members.ts';
import { firstText, type JsonObject, objectOf, textOf } from './read.ts';
import type { JsonShape } from './shape.ts';

/** The table WindowsEvent of Azure Log Analytics: EventData is a JSON text. */
export const logAnalytics: JsonShape = {
  name: 'Log Analytics',
  read(value) {
    const eventData = parseObject(value['EventData']);
    const channel = firstText(value, 'Channel');
    const eventId = firstText(value, 'EventID');
    if (value['TimeGenerated'] === undefined || eventData === undefined) return undefined;
    if (channel === undefined || eventId === undefined) return undefined;
    return buildEvent(
      {
        provider: firstText(value, 'Provider'),
        eventId,
        version: firstText(value, 'Version'),
        level: firstText(value, 'EventLevel'),
        task: firstText(value, 'Task'),
        opcode: firstText(value, 'Opcode'),
        keywords: keywordsOf(value['Keywords']),
        systemTime: firstText(value, 'TimeCreated', 'TimeGenerated'),
        recordId: firstText(value, 'EventRecordId'),
        processId: firstText(value, 'SystemProcessId'),
        threadId: firstText(value, 'SystemThreadId'),
        channel,
        computer: firstText(value, 'Computer'),
        userId: firstText(value, 'SystemUserId'),
      },
      dataOf(eventData, new Set()).map(asSysmonWrites),
    );
  },
};

function parseObject(value: unknown): JsonObject | undefined {
  const text = textOf(value);
  if (text === undefined) return objectOf(value);
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Sysmon's times come as ISO text with seven decimals: Sysmon itself writes a blank and three. */
function asSysmonWrites([name, text]: DataItem): DataItem {
  if (!name.endsWith('UtcTime')) return [name, text];
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d\.\d{3})\d*Z$/.exec(text) ?? [];
  return [name, day === undefined ? text : `${day} ${clock}`];
}
