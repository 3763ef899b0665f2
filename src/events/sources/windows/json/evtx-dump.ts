import { buildEvent, type DataItem, encode, keywordsOf, type SystemParts } from './build.ts';
import { firstText, type JsonObject, objectOf, textOf, textsOf } from './read.ts';
import type { JsonShape } from './shape.ts';

/** The tree of the XML as JSON, as dumpers of EVTX files write it: `Event` with `System` and `EventData`. */
export const evtxDump: JsonShape = {
  name: 'dump of an EVTX file',
  read(value) {
    const event = objectOf(value['Event']) ?? value;
    const system = objectOf(event['System']);
    if (system === undefined || system['EventID'] === undefined) return undefined;
    return buildEvent(systemParts(system), dataItems(event['EventData']), { userData: userDataOf(event['UserData']) });
  },
};

const ATTRIBUTES = '#attributes';
const TEXT = '#text';

function systemParts(system: JsonObject): SystemParts {
  const text = (tag: string) => textOf(system[tag]) ?? textOf(objectOf(system[tag])?.[TEXT]);
  const attribute = (tag: string, name: string) => firstText(attributesOf(system, tag), name);
  return {
    provider: attribute('Provider', 'Name'),
    providerGuid: attribute('Provider', 'Guid'),
    eventSourceName: attribute('Provider', 'EventSourceName'),
    eventId: text('EventID'),
    qualifiers: attribute('EventID', 'Qualifiers'),
    version: text('Version'),
    level: text('Level'),
    task: text('Task'),
    opcode: text('Opcode'),
    keywords: keywordsOf(text('Keywords')),
    systemTime: attribute('TimeCreated', 'SystemTime'),
    recordId: text('EventRecordID'),
    activityId: attribute('Correlation', 'ActivityID'),
    relatedActivityId: attribute('Correlation', 'RelatedActivityID'),
    processId: attribute('Execution', 'ProcessID'),
    threadId: attribute('Execution', 'ThreadID'),
    channel: text('Channel'),
    computer: text('Computer'),
    userId: attribute('Security', 'UserID'),
  };
}

/** Attributes stand under `#attributes`, or beside the element as `Provider_attributes`. */
function attributesOf(system: JsonObject, tag: string): JsonObject {
  return objectOf(objectOf(system[tag])?.[ATTRIBUTES]) ?? objectOf(system[`${tag}_attributes`]) ?? {};
}

/** `Data` holds the items without a name; `Binary` is no field. */
function dataItems(eventData: unknown): DataItem[] {
  return Object.entries(objectOf(eventData) ?? {}).flatMap(([name, value]): DataItem[] => {
    if (name === ATTRIBUTES || name.endsWith('_attributes') || name === 'Binary') return [];
    const inner = objectOf(value);
    const texts = textsOf(inner !== undefined && TEXT in inner ? inner[TEXT] : value);
    return texts.map((text): DataItem => [name === 'Data' ? '' : name, text]);
  });
}

function userDataOf(userData: unknown): string | undefined {
  const tree = objectOf(userData);
  return tree === undefined ? undefined : renderChildren(tree);
}

function renderChildren(tree: JsonObject): string {
  return Object.entries(tree)
    .filter(([name]) => name !== ATTRIBUTES && name !== TEXT)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => renderElement(name, one)))
    .join('');
}

function renderElement(name: string, value: unknown): string {
  const tree = objectOf(value);
  const attributes = Object.entries(objectOf(tree?.[ATTRIBUTES]) ?? {}).map(
    ([attribute, text]) => ` ${encode(attribute)}='${encode(textOf(text) ?? '').replaceAll("'", '&apos;')}'`,
  );
  const content = encode(textOf(tree === undefined ? value : tree[TEXT]) ?? '');
  const inner = tree === undefined ? content : content + renderChildren(tree);
  const tag = encode(name);
  return inner === '' ? `<${tag}${attributes.join('')}/>` : `<${tag}${attributes.join('')}>${inner}</${tag}>`;
}
