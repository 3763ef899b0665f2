import type { WindowsEvent } from '../../../../inputs/index.ts';

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

/** Puts an event together as Windows would have written it: values encoded, identifiers in braces and capitals. */
export function buildEvent(parts: SystemParts, items: readonly DataItem[], userData?: string): WindowsEvent {
  const system = systemOf(parts);
  const attributes = attributesOf(parts);
  const data = items.map(([name, text]): DataItem => [encode(name), encode(isGuidName(name) ? guid(text) : text)]);
  const event = { system, attributes, data, ...(userData === undefined ? {} : { userData }) };
  return { ...event, xml: () => render(event) };
}

/** Text as XML writes it between tags. Quotation marks stay, as Windows leaves them. */
export function encode(text: string): string {
  if (!/[&<>]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A GUID in braces and capitals, as Windows renders it; another text stays as it is. */
export function guid(text: string): string {
  return /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text)
    ? `{${text.replace(/[{}]/g, '').toUpperCase()}}`
    : text;
}

/** Values that are GUIDs by their type. A text that only looks like one, as PowerShell's ScriptBlockId, stays. */
function isGuidName(name: string): boolean {
  return /guid$/i.test(name) || name === 'ActivityID' || name === 'RelatedActivityID' || name === 'TaskInstanceId';
}

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
  const pairs: (readonly [string, string | undefined])[] = [
    ['EventID', parts.eventId],
    ['Version', parts.version],
    ['Level', parts.level],
    ['Task', parts.task],
    ['Opcode', parts.opcode],
    ['Keywords', parts.keywords],
    ['EventRecordID', parts.recordId],
    ['Channel', parts.channel],
    ['Computer', parts.computer],
  ];
  return pairs.flatMap(([tag, text]): Pair[] => (text === undefined ? [] : [[tag, encode(text)]]));
}

function attributesOf(parts: SystemParts): Attribute[] {
  const attributes: (readonly [string, string, string | undefined])[] = [
    ['Provider', 'Name', parts.provider],
    ['Provider', 'Guid', parts.providerGuid === undefined ? undefined : guid(parts.providerGuid)],
    ['Provider', 'EventSourceName', parts.eventSourceName],
    ['EventID', 'Qualifiers', parts.qualifiers],
    ['TimeCreated', 'SystemTime', parts.systemTime],
    ['Correlation', 'ActivityID', parts.activityId === undefined ? undefined : guid(parts.activityId)],
    ['Correlation', 'RelatedActivityID', parts.relatedActivityId],
    ['Execution', 'ProcessID', parts.processId],
    ['Execution', 'ThreadID', parts.threadId],
    ['Security', 'UserID', parts.userId],
  ];
  return attributes.flatMap(([tag, name, value]): Attribute[] =>
    value === undefined ? [] : [[tag, name, encode(value)]],
  );
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
