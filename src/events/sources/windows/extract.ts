import type { WindowsEvent } from '../../../inputs/index.ts';
import { EventFields } from '../../fields.ts';
import { memo } from '../../memo.ts';

/** What the rules need to know of an event's System block. */
export interface SystemBlock {
  /** The event's number as text; empty where it has none. */
  readonly eventCode: string;
  readonly channel: string;
  readonly computer: string;
  readonly recordId: string | undefined;
  /** `SystemTime` of TimeCreated, as written. */
  readonly systemTime: string | undefined;
  /** `UserID` of Security. */
  readonly userId: string | undefined;
  readonly keywords: string | undefined;
}

export interface Extracted {
  readonly fields: EventFields;
  readonly system: SystemBlock;
}

/** Reads the fields of an event. `raw` is its XML, asked for only when a field that holds XML is read. */
export type Extractor = (event: WindowsEvent, raw: () => string) => Extracted;

/**
 * Opens the reading of the fields that stand in an event, as the Windows add-on's extractions do: names cleaned, entities
 * kept as they are written, empty values left out, names that occur twice multivalue.
 *
 * Source: Splunk Add-on for Microsoft Windows 8.9, XmlWinEventLog.
 */
export function openExtractor(): Extractor {
  const clean = memo(cleanName);
  return (event, raw) => {
    const fields = new EventFields();
    const attributes = addAttributes(event, fields, clean);
    const system = addSystem(event, fields, attributes, clean);
    fields.defer('System_Props_Xml', () => blockOf(raw(), 'System'));
    addData(event, fields, raw, clean);
    addUserData(event, fields);
    addRenderingInfo(event, fields, raw);
    return { fields, system };
  };
}

type CleanName = (name: string) => string;

/** Names that are set beside the extracted fields: a field of the event must not take their place. */
const RESERVED: ReadonlySet<string> = new Set(['host', 'source', 'sourcetype', 'index', 'eventtype', 'tag']);

interface Attributes {
  readonly systemTime: string | undefined;
  readonly userId: string | undefined;
}

function addAttributes({ attributes }: WindowsEvent, fields: EventFields, clean: CleanName): Attributes {
  let systemTime: string | undefined;
  let userId: string | undefined;
  for (const [tag, attribute, value] of attributes) {
    fields.add(clean(attribute), value);
    if (tag === 'TimeCreated' && attribute === 'SystemTime') systemTime = value;
    else if (tag === 'Security' && attribute.toLowerCase() === 'userid' && value !== '') userId = value;
  }
  return { systemTime, userId };
}

/** Whether an element of System carries attributes: Splunk's pattern for plain elements passes those over. */
function hasAttributes({ attributes }: WindowsEvent, tag: string): boolean {
  for (let at = 0; at < attributes.length; at++) if (attributes[at]?.[0] === tag) return true;
  return false;
}

function addSystem(
  event: WindowsEvent,
  fields: EventFields,
  { systemTime, userId }: Attributes,
  clean: CleanName,
): SystemBlock {
  let eventCode = '';
  let channel = '';
  let computer = '';
  let recordId: string | undefined;
  let keywords: string | undefined;
  for (const [tag, text] of event.system) {
    // An EventID with Qualifiers is such an element: then there is EventCode, and no EventID.
    if (!hasAttributes(event, tag)) fields.add(clean(tag), text);
    if (tag === 'EventID') eventCode = text;
    else if (tag === 'Channel') channel = text;
    else if (tag === 'Computer') computer = text;
    else if (tag === 'EventRecordID') recordId = text;
    else if (tag === 'Keywords') keywords = text;
  }
  return { eventCode, channel, computer, recordId, systemTime, userId, keywords };
}

function addData({ data }: WindowsEvent, fields: EventFields, raw: () => string, clean: CleanName): void {
  if (data.length === 0) return;
  for (const [name, text] of data) if (name !== '') fields.add(clean(name), text);
  fields.defer('EventData_Xml', () => blockOf(raw(), 'EventData'));
}

/** UserData stays one field; of the events "log cleared" alone the children are fields. */
function addUserData({ userData }: WindowsEvent, fields: EventFields): void {
  if (userData === undefined) return;
  fields.set('UserData_Xml', userData);
  const cleared = blockOf(userData, 'LogFileCleared', '');
  if (cleared === '') return;
  fields.set('LogFileCleared_Xml', cleared);
  for (const [, name = '', text = ''] of cleared.matchAll(/<(\w+)>([^<]*)<\/\1>/g)) fields.add(cleanName(name), text);
}

/** The words that a forwarder rendered; what System says already stands. */
function addRenderingInfo({ renderingInfo }: WindowsEvent, fields: EventFields, raw: () => string): void {
  if (renderingInfo === undefined || renderingInfo.length === 0) return;
  for (const [tag, text] of renderingInfo) fields.setDefault(cleanName(tag), text);
  fields.defer('RenderingInfo_Xml', () => blockOf(raw(), 'RenderingInfo'));
}

/**
 * A field name as Splunk cleans it: word characters only, no leading digits or underscores (those are Splunk's own,
 * like `_time`), and not one of the names that are set beside the extracted fields.
 */
export function cleanName(name: string): string {
  const clean = /^[A-Za-z]\w*$/.test(name) ? name : name.replace(/\W/g, '_').replace(/^[_\d]+/, '');
  return RESERVED.has(clean) || clean === '' ? `extracted_${clean}` : clean;
}

/** What stands inside an element; of one that is cut all that is there. Without the element the whole text. */
function blockOf(xml: string, tag: string, otherwise: string = xml): string {
  const open = xml.indexOf(`<${tag}`);
  const start = open === -1 ? -1 : xml.indexOf('>', open) + 1;
  if (start <= 0) return otherwise;
  const end = xml.lastIndexOf(`</${tag}>`);
  return xml.slice(start, end < start ? undefined : end) || otherwise;
}
