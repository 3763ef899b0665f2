import type { WindowsEvent } from '../../../../inputs/index.ts';
import { guid } from '../guid.ts';

/** The System block of an event, as a shape tells it. Texts are not encoded yet. */
export interface SystemParts {
  readonly provider?: string | undefined;
  readonly providerGuid?: string | undefined;
  readonly eventSourceName?: string | undefined;
  readonly eventId?: string | undefined;
  readonly qualifiers?: string | undefined;
  readonly version?: string | undefined;
  readonly level?: string | undefined;
  readonly task?: string | undefined;
  readonly opcode?: string | undefined;
  readonly keywords?: string | undefined;
  readonly systemTime?: string | undefined;
  readonly recordId?: string | undefined;
  readonly activityId?: string | undefined;
  readonly relatedActivityId?: string | undefined;
  readonly processId?: string | undefined;
  readonly threadId?: string | undefined;
  readonly channel?: string | undefined;
  readonly computer?: string | undefined;
  readonly userId?: string | undefined;
}

/** A named value of EventData, not encoded yet; the name is '' for one without. */
export type DataItem = readonly [name: string, text: string];

export interface Payload {
  /** The inner XML of UserData, in place of EventData. */
  readonly userData?: string | undefined;
  /** The values hold entities already, as NXLog copies them out of the XML. */
  readonly isEncoded?: boolean;
}

/** Puts an event together as Windows would have written it: values encoded, identifiers in braces and capitals. */
export function buildEvent(parts: SystemParts, items: readonly DataItem[], payload: Payload = {}): WindowsEvent {
  const { userData, isEncoded = false } = payload;
  const toXml = isEncoded ? encodeRest : encode;
  const system = systemOf(parts);
  const attributes = attributesOf(parts);
  const data = items.map(([name, text]): DataItem => [encode(name), toXml(isGuidName(name) ? guid(text) : text)]);
  const event: Parts = userData === undefined ? { system, attributes, data } : { system, attributes, data, userData };
  return Object.assign(event, { xml: () => render(event) });
}

/** Text as XML writes it between tags. Quotation marks stay, as Windows leaves them. */
export function encode(text: string): string {
  if (!hasMarkup(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Nearly no value does. Three native searches take two thirds of the time of a pattern, and every value passes here. */
function hasMarkup(text: string): boolean {
  return text.includes('&') || text.includes('<') || text.includes('>');
}

/** The same for text that holds entities: they stay. */
function encodeRest(text: string): string {
  if (!hasMarkup(text)) return text;
  const amp = text.replaceAll(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)/gi, '&amp;');
  return amp.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Values that are GUIDs by their type. A text that only looks like one, as PowerShell's ScriptBlockId, stays. */
function isGuidName(name: string): boolean {
  return name.endsWith('Guid') || name.endsWith('GUID') || GUID_NAMES.has(name);
}

const GUID_NAMES: ReadonlySet<string> = new Set(['ActivityID', 'RelatedActivityID', 'TaskInstanceId']);

/** The 64 bits of Keywords as Windows prints them, from a signed number or its text; words are not known here. */
export function keywordsOf(value: unknown): string | undefined {
  if (typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value)) return value;
  const isWhole = typeof value === 'number' ? Number.isInteger(value) : /^-?\d{1,20}$/.test(String(value));
  if (!isWhole || (typeof value !== 'number' && typeof value !== 'string')) return undefined;
  return `0x${BigInt.asUintN(64, BigInt(value)).toString(16)}`;
}

type Pair = readonly [tag: string, text: string];
type Attribute = readonly [tag: string, attribute: string, value: string];

function systemOf(parts: SystemParts): Pair[] {
  const system: Pair[] = [];
  const add = (tag: string, text: string | undefined) => {
    if (text !== undefined) system.push([tag, encode(text)]);
  };
  add('EventID', parts.eventId);
  add('Version', parts.version);
  add('Level', parts.level);
  add('Task', parts.task);
  add('Opcode', parts.opcode);
  add('Keywords', parts.keywords);
  add('EventRecordID', parts.recordId);
  add('Channel', parts.channel);
  add('Computer', parts.computer);
  return system;
}

function attributesOf(parts: SystemParts): Attribute[] {
  const attributes: Attribute[] = [];
  const add = (tag: string, attribute: string, value: string | undefined) => {
    if (value !== undefined) attributes.push([tag, attribute, encode(value)]);
  };
  add('Provider', 'Name', parts.provider);
  add('Provider', 'Guid', guid(parts.providerGuid));
  add('Provider', 'EventSourceName', parts.eventSourceName);
  add('EventID', 'Qualifiers', parts.qualifiers);
  add('TimeCreated', 'SystemTime', parts.systemTime);
  add('Correlation', 'ActivityID', guid(parts.activityId));
  add('Correlation', 'RelatedActivityID', guid(parts.relatedActivityId));
  add('Execution', 'ProcessID', parts.processId);
  add('Execution', 'ThreadID', parts.threadId);
  add('Security', 'UserID', parts.userId);
  return attributes;
}

const XMLNS = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** The order in which Windows writes the children of System. */
const ORDER = [
  'Provider',
  'EventID',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'TimeCreated',
  'EventRecordID',
  'Correlation',
  'Execution',
  'Channel',
  'Computer',
  'Security',
];

type Parts = Omit<WindowsEvent, 'xml' | 'renderingInfo'>;

function render({ system, attributes, data, userData }: Parts): string {
  const children = ORDER.map((tag) => {
    const own = attributes.filter(([of]) => of === tag).map(([, name, value]) => ` ${name}='${quoted(value)}'`);
    const text = system.find(([of]) => of === tag)?.[1];
    if (text !== undefined) return `<${tag}${own.join('')}>${text}</${tag}>`;
    return own.length > 0 ? `<${tag}${own.join('')}/>` : '';
  });
  const items = data.map(([name, text]) =>
    name === '' ? `<Data>${text}</Data>` : `<Data Name='${quoted(name)}'>${text}</Data>`,
  );
  const payload =
    userData === undefined ? `<EventData>${items.join('')}</EventData>` : `<UserData>${userData}</UserData>`;
  return `<Event xmlns='${XMLNS}'><System>${children.join('')}</System>${payload}</Event>`;
}

/** A value between single quotation marks. */
function quoted(value: string): string {
  return value.replaceAll("'", '&apos;');
}
