import { EventFields } from '../../../fields.ts';
import { MAIN_CHANNELS } from '../channels.ts';
import type { SystemBlock } from '../extract.ts';
import { dataNamesOf, prefixOf } from './labels.ts';
import { type Labelled, labelsOf, scriptBlockOf } from './message.ts';
import type { ClassicEvent } from './read.ts';

/** Makes the name of a field of a label. */
export type CleanName = (label: string) => string;

/** A classic event under both kinds of names. */
export interface ClassicFields {
  /** As a search sees them: `Account_Name`, `New_Process_Name`. */
  readonly fields: EventFields;
  /** The same values under the names of the XML form, which the rules of the channels are written in. */
  readonly asXml: EventFields;
  readonly system: SystemBlock;
}

/**
 * Reads the fields that stand in a classic event: its keys, its message, and the labels of the message. A label that
 * occurs twice (subject and target) is multivalue, in order.
 *
 * Source: Splunk Add-on for Microsoft Windows 8.9, extractions of WinEventLog.
 */
export function extractClassic(event: ClassicEvent, clean: CleanName): ClassicFields {
  const fields = new EventFields();
  const asXml = new EventFields();
  for (const [key, value] of event.keys) fields.setDefault(clean(key), value);
  const system = systemOf(fields);
  asXml.set('Computer', system.computer);
  asXml.set('EventType', fields.get('EventType'));
  if (event.message !== undefined && event.message !== '') addMessage({ fields, asXml, system }, event.message, clean);
  return { fields, asXml, system };
}

function systemOf(fields: EventFields): SystemBlock {
  return {
    eventCode: fields.text('EventCode') ?? '',
    channel: fields.text('LogName') ?? '',
    computer: fields.text('ComputerName') ?? '',
    recordId: fields.text('RecordNumber'),
    systemTime: undefined,
    userId: undefined,
    keywords: fields.text('Keywords'),
  };
}

function addMessage(classic: ClassicFields, message: string, clean: CleanName): void {
  const { fields, asXml } = classic;
  const { eventCode, channel } = classic.system;
  fields.set('Message', message);
  const script = eventCode === '4104' ? scriptBlockOf(message) : undefined;
  if (script !== undefined) {
    fields.set('ScriptBlockText', script.text);
    fields.set('ScriptBlockId', script.id);
    fields.set('ScriptBlock_ID', script.id);
    fields.set('MessageNumber', script.number);
    fields.set('MessageTotal', script.total);
    fields.set('Path', script.path);
    return;
  }
  const isMain = MAIN_CHANNELS.has(channel.toLowerCase());
  for (const labelled of labelsOf(message)) addLabelled(classic, labelled, clean(labelled.label), isMain);
  for (const [name, value] of sentenceOf(eventCode, message)) asXml.setDefault(name, value);
}

/** What tells the event: a line of a message that is written like one of these adds nothing to it. */
const OF_KEYS: ReadonlySet<string> = new Set(
  'LogName EventCode EventType ComputerName SourceName RecordNumber'.split(' '),
);

function addLabelled(
  { fields, asXml }: ClassicFields,
  { section, label, value }: Labelled,
  name: string,
  isMain: boolean,
): void {
  if (!OF_KEYS.has(name)) fields.add(name, value);
  const prefix = prefixOf(section);
  if (prefix !== undefined) fields.add(`${prefix}_${name}`, value);
  for (const dataName of dataNamesOf(section, label, isMain)) asXml.setDefault(dataName, value);
}

/** The service control manager's events are sentences; their values are numbered in XML. */
const SENTENCES: ReadonlyMap<string, readonly [pattern: RegExp, names: readonly string[]]> = new Map([
  ['7036', [/^The (.{1,256}) service entered the (\w+) state\./, ['param1', 'param2']]],
  [
    '7040',
    [
      /^The start type of the (.{1,256}) service was changed from ([\w ]{1,32}) to ([\w ]{1,32})\./,
      ['param1', 'param2', 'param3'],
    ],
  ],
]);

function sentenceOf(eventCode: string, message: string): readonly (readonly [string, string])[] {
  const [pattern, names = []] = SENTENCES.get(eventCode) ?? [];
  const match = pattern?.exec(message);
  return match ? names.map((name, index) => [name, match[index + 1] ?? '']) : [];
}
