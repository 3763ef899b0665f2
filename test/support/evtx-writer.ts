import { crc32 } from 'node:zlib';
import { ChunkWriter, type XmlContent, type XmlElement, type XmlInstance } from './binxml-writer.ts';
import { type EvtxValue, typeOf } from './evtx-values.ts';

export type { EvtxScalar, EvtxValue } from './evtx-values.ts';

/** One event for `writeEvtx`. */
export interface EvtxEventSpec {
  readonly provider: { readonly name: string; readonly guid: string };
  readonly eventId: number;
  readonly version?: number;
  /** 4, Information, if absent. */
  readonly level?: number;
  readonly task?: number;
  readonly opcode?: number;
  readonly keywords?: bigint;
  /** Milliseconds since 1970, or as a bigint steps of 100 ns since 1601 (a FILETIME). */
  readonly timeCreated: number | bigint;
  /** Counts up from 1 if absent. */
  readonly recordId?: number;
  readonly processId: number;
  readonly threadId: number;
  readonly channel: string;
  readonly computer: string;
  readonly userSid?: string;
  /** The Data items of EventData in their order. */
  readonly data: readonly (readonly [name: string, value: EvtxValue])[];
}

export interface EvtxOptions {
  /** As many as fit if absent. */
  readonly recordsPerChunk?: number;
  /** Written as a file that was not closed: flagged, with a header that knows of the first chunk alone. */
  readonly isDirty?: boolean;
  /** False: every record holds its elements itself, and all its values as text. They must be strings then. */
  readonly useTemplates?: boolean;
}

const FILE_HEADER_BYTES = 4096;
const TICKS_PER_MS = 10_000n;
const MS_TO_1970 = 11_644_473_600_000n;
const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/**
 * A real EVTX file of these events, such as Windows writes it: header and chunks with their checksums, tables of
 * names and templates, one template for the System part of each provider and channel, and one for each shape of
 * EventData, which is a fragment among the values of the other. The same events give the same bytes.
 */
export function writeEvtx(events: readonly EvtxEventSpec[], options: EvtxOptions = {}): Uint8Array {
  const contents = events.map((event, i) => ({
    id: BigInt(event.recordId ?? i + 1),
    filetime: filetimeOf(event.timeCreated),
    content: options.useTemplates === false ? inlineEvent(event, i + 1) : eventInstance(event, i + 1),
  }));
  return writeEvtxRecords(contents, options);
}

/** A record by its binary XML, for files that `writeEvtx` does not write. */
export interface EvtxRecordSpec {
  readonly id: bigint;
  readonly filetime: bigint;
  readonly content: XmlInstance | XmlElement;
}

/** An EVTX file of records given as binary XML. */
export function writeEvtxRecords(records: readonly EvtxRecordSpec[], options: EvtxOptions = {}): Uint8Array {
  const chunks: Buffer[] = [];
  for (let next = 0; next < records.length; ) {
    const { bytes, count } = fullChunk(records.slice(next, next + (options.recordsPerChunk ?? 4096)), next);
    chunks.push(bytes);
    next += count;
  }
  return Buffer.concat([fileHeader(records, chunks.length, options.isDirty === true), ...chunks]);
}

/** A chunk of as many of the records as it can hold, from the first. */
function fullChunk(records: readonly EvtxRecordSpec[], before: number): { bytes: Buffer; count: number } {
  const writer = new ChunkWriter();
  let last = writer.at;
  for (const [count, { id, filetime, content }] of records.entries()) {
    const start = writer.at;
    try {
      writer.record(id, filetime, content);
    } catch (error) {
      if (!(error instanceof RangeError) || count === 0) throw error;
      // What the record that did not fit left behind is gone with this writer.
      return fullChunk(records.slice(0, count), before);
    }
    last = start;
  }
  chunkHeader(writer, records, before, last);
  return { bytes: writer.bytes, count: records.length };
}

function chunkHeader(
  { bytes, at }: ChunkWriter,
  records: readonly EvtxRecordSpec[],
  before: number,
  last: number,
): void {
  bytes.write('ElfChnk\0', 0, 'latin1');
  bytes.writeBigUInt64LE(BigInt(before + 1), 0x08);
  bytes.writeBigUInt64LE(BigInt(before + records.length), 0x10);
  bytes.writeBigUInt64LE(records[0]?.id ?? 0n, 0x18);
  bytes.writeBigUInt64LE(records.at(-1)?.id ?? 0n, 0x20);
  bytes.writeUInt32LE(0x80, 0x28);
  bytes.writeUInt32LE(last, 0x2c);
  bytes.writeUInt32LE(at, 0x30);
  bytes.writeUInt32LE(crc32(bytes.subarray(512, at)), 0x34);
  bytes.writeUInt32LE(crc32(bytes.subarray(0x80, 512), crc32(bytes.subarray(0, 0x78))), 0x7c);
}

function fileHeader(records: readonly EvtxRecordSpec[], chunkCount: number, isDirty: boolean): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  const known = isDirty ? Math.min(1, chunkCount) : chunkCount;
  header.write('ElfFile\0', 0, 'latin1');
  header.writeBigUInt64LE(BigInt(Math.max(0, known - 1)), 0x10);
  header.writeBigUInt64LE((records.at(-1)?.id ?? 0n) + 1n, 0x18);
  header.writeUInt32LE(0x80, 0x20);
  header.writeUInt16LE(1, 0x24);
  header.writeUInt16LE(3, 0x26);
  header.writeUInt16LE(FILE_HEADER_BYTES, 0x28);
  header.writeUInt16LE(known, 0x2a);
  header.writeUInt32LE(isDirty ? 1 : 0, 0x78);
  header.writeUInt32LE(crc32(header.subarray(0, 0x78)), 0x7c);
  return header;
}

/** A number as FILETIME is; the events' own clock counts in milliseconds. */
function filetimeOf(time: number | bigint): bigint {
  return typeof time === 'bigint' ? time : (BigInt(Math.trunc(time)) + MS_TO_1970) * TICKS_PER_MS;
}

/** The slots of the System template, in the order that Windows gives them, and their types. */
const LEVEL = { slot: 0, type: 0x04 };
const OPCODE = { slot: 1, type: 0x04 };
const TASK = { slot: 2, type: 0x06 };
const EVENT_ID = { slot: 3, type: 0x06 };
const KEYWORDS = { slot: 4, type: 0x15 };
const TIME_CREATED = { slot: 5, type: 0x11 };
const PROCESS_ID = { slot: 6, type: 0x08 };
const THREAD_ID = { slot: 7, type: 0x08 };
const RECORD_ID = { slot: 8, type: 0x0a };
const VERSION = { slot: 9, type: 0x04 };
const USER_ID = { slot: 10, type: 0x13, isOptional: true };
const ACTIVITY_ID = { slot: 11, type: 0x0f, isOptional: true };
const EVENT_DATA = { slot: 12, type: 0x21, isOptional: true };

function eventInstance(event: EvtxEventSpec, count: number): XmlInstance {
  return {
    template: eventElement(
      event,
      [
        element('EventID', EVENT_ID),
        element('Version', VERSION),
        element('Level', LEVEL),
        element('Task', TASK),
        element('Opcode', OPCODE),
        element('Keywords', KEYWORDS),
        empty('TimeCreated', ['SystemTime', TIME_CREATED]),
        element('EventRecordID', RECORD_ID),
        empty('Correlation', ['ActivityID', ACTIVITY_ID]),
        empty('Execution', ['ProcessID', PROCESS_ID], ['ThreadID', THREAD_ID]),
        element('Channel', event.channel),
        element('Computer', event.computer),
        empty('Security', ['UserID', USER_ID]),
      ],
      EVENT_DATA,
    ),
    values: systemValues(event, count),
  };
}

function systemValues(event: EvtxEventSpec, count: number): XmlInstance['values'] {
  const { level = 4, opcode = 0, task = 0, version = 0, keywords = 0x8000_0000_0000_0000n } = event;
  return [
    { type: 'uint8', value: level },
    { type: 'uint8', value: opcode },
    { type: 'uint16', value: task },
    { type: 'uint16', value: event.eventId },
    { type: 'hex64', value: keywords },
    { type: 'filetime', value: filetimeOf(event.timeCreated) },
    { type: 'uint32', value: event.processId },
    { type: 'uint32', value: event.threadId },
    { type: 'uint64', value: BigInt(event.recordId ?? count) },
    { type: 'uint8', value: version },
    event.userSid === undefined ? null : { type: 'sid', value: event.userSid },
    null,
    { fragment: dataInstance(event.data) },
  ];
}

function dataInstance(data: EvtxEventSpec['data']): XmlInstance {
  return {
    template: {
      element: 'EventData',
      content: data.map(([name, value], slot) => dataElement(name, { slot, type: typeOf(value) })),
    },
    values: data.map(([, value]) => value),
  };
}

function inlineEvent(event: EvtxEventSpec, count: number): XmlElement {
  const { level = 4, opcode = 0, task = 0, version = 0, keywords = 0x8000_0000_0000_0000n } = event;
  const data = event.data.map(([name, value]) => {
    if (typeof value !== 'string') throw new TypeError(`${name}: without templates every value is a string`);
    return dataElement(name, value);
  });
  const children = [
    element('EventID', String(event.eventId)),
    element('Version', String(version)),
    element('Level', String(level)),
    element('Task', String(task)),
    element('Opcode', String(opcode)),
    element('Keywords', `0x${keywords.toString(16)}`),
    empty('TimeCreated', ['SystemTime', isoTime(filetimeOf(event.timeCreated))]),
    element('EventRecordID', String(event.recordId ?? count)),
    empty('Correlation'),
    empty('Execution', ['ProcessID', String(event.processId)], ['ThreadID', String(event.threadId)]),
    element('Channel', event.channel),
    element('Computer', event.computer),
    event.userSid === undefined ? empty('Security') : empty('Security', ['UserID', event.userSid]),
  ];
  return eventElement(event, children, { element: 'EventData', content: data });
}

function eventElement({ provider }: EvtxEventSpec, system: readonly XmlElement[], data: XmlContent): XmlElement {
  const source = empty('Provider', ['Name', provider.name], ['Guid', provider.guid]);
  return {
    element: 'Event',
    attributes: [['xmlns', [NAMESPACE]]],
    content: [{ element: 'System', content: [source, ...system] }, data],
  };
}

function dataElement(name: string, content: XmlContent): XmlElement {
  return { element: 'Data', attributes: [['Name', [name]]], content: [content] };
}

function element(name: string, content: XmlContent): XmlElement {
  return { element: name, content: [content] };
}

function empty(name: string, ...attributes: readonly (readonly [name: string, content: XmlContent])[]): XmlElement {
  if (attributes.length === 0) return { element: name };
  return { element: name, attributes: attributes.map(([attribute, content]) => [attribute, [content]]) };
}

function isoTime(filetime: bigint): string {
  const milliseconds = new Date(Number(filetime / TICKS_PER_MS - MS_TO_1970)).toISOString();
  return milliseconds.replace('Z', `${String(filetime % TICKS_PER_MS).padStart(4, '0')}00Z`);
}
