import { buildEvent, type DataItem, encode } from './build.ts';
import { dataOf } from './members.ts';
import { firstText, type JsonObject, objectOf, textOf, textsOf } from './read.ts';
import type { JsonShape } from './shape.ts';

/** Elastic's Winlogbeat: an object `winlog`, or in version 6 its members at the top. */
export const winlogbeat: JsonShape = {
  name: 'Winlogbeat',
  read(value) {
    const winlog = objectOf(value['winlog']) ?? value;
    const channel = firstText(winlog, 'channel', 'log_name');
    const eventId = firstText(winlog, 'event_id');
    if (channel === undefined || eventId === undefined) return undefined;
    const provider = firstText(winlog, 'provider_name', 'source_name');
    const isSysmon = provider === 'Microsoft-Windows-Sysmon';
    const process = objectOf(winlog['process']) ?? {};
    return buildEvent(
      {
        provider,
        providerGuid: firstText(winlog, 'provider_guid'),
        eventId,
        version: firstText(winlog, 'version') ?? '0',
        level: levelOf(value, winlog),
        // The task is a word here; Sysmon gives every event a task of its number.
        task: isSysmon ? eventId : undefined,
        opcode: OPCODES.get(textOf(winlog['opcode']) ?? 'Info'),
        keywords: keywordBits(winlog['keywords']),
        systemTime: firstText(value, '@timestamp'),
        recordId: firstText(winlog, 'record_id', 'record_number'),
        activityId: firstText(winlog, 'activity_id'),
        relatedActivityId: firstText(winlog, 'related_activity_id'),
        processId: firstText(process, 'pid') ?? firstText(winlog, 'process_id'),
        threadId: firstText(objectOf(process['thread']) ?? {}, 'id') ?? firstText(winlog, 'thread_id'),
        channel,
        computer: firstText(winlog, 'computer_name'),
        userId: firstText(objectOf(winlog['user']) ?? {}, 'identifier'),
      },
      dataOf(objectOf(winlog['event_data']) ?? {}, NOT_DATA),
      { userData: userDataOf(winlog) },
    );
  },
};

const NOT_DATA: ReadonlySet<string> = new Set(['Binary']);

const OPCODES: ReadonlyMap<string, string> = new Map([
  ['Info', '0'],
  ['Start', '1'],
  ['Stop', '2'],
]);

const LEVELS: ReadonlyMap<string, string> = new Map([
  ['critical', '1'],
  ['error', '2'],
  ['warning', '3'],
  ['information', '4'],
  ['verbose', '5'],
]);

/** Level by its word; audits have 0. */
function levelOf(value: JsonObject, winlog: JsonObject): string | undefined {
  if (textsOf(winlog['keywords']).some((word) => word.startsWith('Audit '))) return '0';
  const word = firstText(objectOf(value['log']) ?? {}, 'level') ?? firstText(winlog, 'level') ?? '';
  return LEVELS.get(word.toLowerCase());
}

/** The bits behind the words, after the highest, which the first channel of a provider always has. */
const KEYWORDS: ReadonlyMap<string, bigint> = new Map([
  ['Audit Success', 0x20000000000000n],
  ['Audit Failure', 0x10000000000000n],
  ['Classic', 0x80000000000000n],
]);

function keywordBits(words: unknown): string {
  const bits = textsOf(words).reduce((sum, word) => sum | (KEYWORDS.get(word) ?? 0n), 0x8000000000000000n);
  return `0x${bits.toString(16)}`;
}

/** UserData is a flat object whose `xml_name` is the element it was. */
function userDataOf(winlog: JsonObject): string | undefined {
  const userData = objectOf(winlog['user_data']);
  if (userData === undefined) return undefined;
  const tag = encode(firstText(userData, 'xml_name') ?? 'EventXML');
  const items = dataOf(userData, new Set(['xml_name'])).map(renderItem);
  return `<${tag}>${items.join('')}</${tag}>`;
}

function renderItem([name, text]: DataItem): string {
  return `<${encode(name)}>${encode(text)}</${encode(name)}>`;
}
