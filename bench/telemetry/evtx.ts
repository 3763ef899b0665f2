import { crc32 } from 'node:zlib';
import { writeEvtx } from '../../test/support/evtx-writer.ts';
import type { TelemetryEvent } from './event.ts';
import { evtxEvent } from './formats.ts';

export const EVTX_HEADER_BYTES = 4096;
export const EVTX_CHUNK_BYTES = 65_536;
/** The header has 16 bits for their number. */
const MOST_CHUNKS = 65_535;
/** Of so many events each is made for itself; writing one takes a hundred times as long as copying it. */
const BLOCK_EVENTS = 20_000;
const FIRST_RECORD = 512;
const TICKS_PER_MS = 10_000n;

/**
 * An EVTX file, in pieces. Of more than 20,000 events, those are written, and come again and again with the numbers and
 * times of records going on: header and System of each record, numbers and checksums of chunks. What stands in their
 * EventData, Sysmon's UtcTime and GUIDs among it, comes again too.
 *
 * @param events as many as there are to be, or more
 * @param blockEvents how many are written at most. Default: 20,000
 * @throws RangeError for more chunks than a file can have, which is some 4 GB
 */
export function* evtxFile(
  events: Iterable<TelemetryEvent>,
  count: number,
  blockEvents = BLOCK_EVENTS,
): Generator<Uint8Array> {
  const block = firstOf(events, Math.min(count, blockEvents));
  const rounds = Math.floor(count / block.length);
  const rest = block.slice(0, count % block.length);
  const file = writeEvtx(block.map(evtxEvent));
  const chunks = chunksOf(file);
  const spanMs = (block.at(-1)?.timeMs ?? 0) - (block[0]?.timeMs ?? 0) + 1;
  const last =
    rest.length === 0
      ? []
      : chunksOf(writeEvtx(rest.map((event) => evtxEvent(moved(event, rounds, block.length, spanMs)))));
  yield evtxHeader(file, rounds * chunks.length + last.length, BigInt(count + 1));
  const places = chunks.map(placesIn);
  for (let round = 0; round < rounds; round++) {
    const [numbers, ticks] = [BigInt(round * block.length), BigInt(round * spanMs) * TICKS_PER_MS];
    for (const [at, chunk] of chunks.entries()) {
      yield round === 0 ? chunk : movedChunk(chunk, places[at] ?? [], numbers, ticks);
    }
  }
  for (const chunk of last) yield movedChunk(chunk, [], BigInt(rounds * block.length), 0n);
}

/** The header of a file of so many chunks, made of another one's. @throws RangeError for too many */
export function evtxHeader(file: Uint8Array, chunks: number, nextRecordId?: bigint): Buffer {
  if (chunks > MOST_CHUNKS) throw new RangeError(`an EVTX file has ${MOST_CHUNKS} chunks at most, and not ${chunks}`);
  const header = Buffer.from(file.subarray(0, EVTX_HEADER_BYTES));
  header.writeBigUInt64LE(BigInt(chunks - 1), 0x10);
  if (nextRecordId !== undefined) header.writeBigUInt64LE(nextRecordId, 0x18);
  header.writeUInt16LE(chunks, 0x2a);
  header.writeUInt32LE(0, 0x78);
  header.writeUInt32LE(crc32(header.subarray(0, 0x78)), 0x7c);
  return header;
}

function firstOf(events: Iterable<TelemetryEvent>, count: number): readonly TelemetryEvent[] {
  const first: TelemetryEvent[] = [];
  for (const event of events) {
    first.push(event);
    if (first.length === count) break;
  }
  return first;
}

function moved(event: TelemetryEvent, rounds: number, perRound: number, spanMs: number): TelemetryEvent {
  return { ...event, recordId: event.recordId + rounds * perRound, timeMs: event.timeMs + rounds * spanMs };
}

function chunksOf(file: Uint8Array): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = EVTX_HEADER_BYTES; at < file.length; at += EVTX_CHUNK_BYTES) {
    chunks.push(Buffer.from(file.subarray(at, at + EVTX_CHUNK_BYTES)));
  }
  return chunks;
}

/** Where a record says its number and its time: in its header and among the values of its System. */
interface Place {
  readonly id: readonly number[];
  readonly filetime: readonly number[];
}

const TIME_SLOT = 5;
const RECORD_ID_SLOT = 8;

function placesIn(chunk: Buffer): readonly Place[] {
  const places: Place[] = [];
  const end = chunk.readUInt32LE(0x30);
  for (let at = FIRST_RECORD; at < end; at += chunk.readUInt32LE(at + 4)) {
    // Fragment header, token, version and id of the template: the offset of its definition, which stands here if it is new.
    let values = at + 24 + 4 + 2 + 4 + 4;
    if (chunk.readUInt32LE(values - 4) === values) values += 24 + chunk.readUInt32LE(values + 20);
    places.push({
      id: [at + 8, slot(chunk, values, RECORD_ID_SLOT)],
      filetime: [at + 16, slot(chunk, values, TIME_SLOT)],
    });
  }
  return places;
}

/** The place of a value behind the descriptors of all. */
function slot(chunk: Buffer, values: number, number: number): number {
  let at = values + 4 + 4 * chunk.readUInt32LE(values);
  for (let before = 0; before < number; before++) at += chunk.readUInt16LE(values + 4 + 4 * before);
  return at;
}

/** The chunk with greater numbers and later times. */
function movedChunk(chunk: Buffer, places: readonly Place[], numbers: bigint, ticks: bigint): Buffer {
  const bytes = Buffer.from(chunk);
  const add = (at: number, more: bigint): void => {
    bytes.writeBigUInt64LE(bytes.readBigUInt64LE(at) + more, at);
  };
  for (const { id, filetime } of places) {
    for (const at of id) add(at, numbers);
    for (const at of filetime) add(at, ticks);
  }
  for (const at of [0x08, 0x10]) add(at, numbers);
  if (places.length > 0) for (const at of [0x18, 0x20]) add(at, numbers);
  bytes.writeUInt32LE(crc32(bytes.subarray(FIRST_RECORD, bytes.readUInt32LE(0x30))), 0x34);
  bytes.writeUInt32LE(crc32(bytes.subarray(0x80, FIRST_RECORD), crc32(bytes.subarray(0, 0x78))), 0x7c);
  return bytes;
}
