import { crc32 } from 'node:zlib';
import { Problem } from '../../shared/problem.ts';
import type { Skip, WindowsEventRecord } from '../record.ts';
import { Chunk } from './chunk-bytes.ts';
import { Decoder } from './decoder.ts';
import { eventOf } from './event.ts';
import { FragmentReader } from './instance.ts';
import { CHUNK_BYTES, CHUNK_HEADER_BYTES, RECORD_HEADER_BYTES, RECORD_MAGIC, RECORD_TRAILER_BYTES } from './tokens.ts';

/** What a chunk gave. */
export interface ChunkContent {
  readonly records: WindowsEventRecord[];
  readonly skipped: Skip[];
}

export interface ChunkPlace {
  /** The file, as it is shown. */
  readonly path: string;
  /** Where the chunk starts in the file, in bytes. */
  readonly offset: number;
  /** The file was not closed: the chunk's header may lag behind its records. */
  readonly isDirty?: boolean;
  /** Nobody will write to the bytes any more: the records may hold on to them until they are asked for their values. */
  readonly isOwned?: boolean;
  /** Kept from chunk to chunk by who decodes many. */
  readonly decoder?: Decoder;
}

/** As many as a chunk can have. */
const ZEROS = Buffer.alloc(CHUNK_BYTES);
const MAGIC = Buffer.from('ElfChnk\0', 'latin1');
const RECORD_MAGIC_BYTES = Buffer.from([0x2a, 0x2a, 0, 0]);
/** A chunk that has more has nothing to give: its magic repeated would make a record of every four bytes. */
const MAX_DAMAGED_RECORDS = 1000;
const LEAST_RECORD_BYTES = RECORD_HEADER_BYTES + RECORD_TRAILER_BYTES;

/**
 * Decodes a chunk: up to 65,536 bytes, fewer where the file ends in it. Records decode also where a checksum is
 * wrong, but each wrong one is counted. The result keeps no reference to `bytes` that are not its own.
 *
 * Never throws for what the bytes hold: what cannot be decoded is in `skipped`. An unused chunk (all zero) gives
 * nothing at all.
 */
export function decodeChunk(bytes: Uint8Array, place: ChunkPlace): ChunkContent {
  const content: ChunkContent = { records: [], skipped: [] };
  if (isZero(bytes)) return content;
  const chunk = new Chunk(place.isOwned === true ? bytes : Uint8Array.from(bytes));
  if (chunk.bytes.length < CHUNK_HEADER_BYTES) {
    skip(content, place, 'damaged chunk', 0, 'the chunk ends in its header');
    return content;
  }
  if (!chunk.bytes.subarray(0, 8).equals(MAGIC)) {
    skip(content, place, 'damaged chunk', 0, 'the chunk does not begin with ElfChnk');
  }
  new RecordWalk(chunk, place, content).run();
  return content;
}

/** Goes from record to record, and over what is damaged to the next. */
class RecordWalk {
  private readonly chunk: Chunk;
  private readonly place: ChunkPlace;
  private readonly content: ChunkContent;
  private readonly fragments: FragmentReader;
  /** Where the records end, as the header has it; the end of the bytes where that cannot be. */
  private readonly freeOffset: number;
  /** Whether the header may lag behind, so that records may follow behind `freeOffset`. */
  private readonly isHeaderDoubtful: boolean;
  private lastRecordAt = -1;
  private damagedRecords = 0;

  constructor(chunk: Chunk, place: ChunkPlace, content: ChunkContent) {
    this.chunk = chunk;
    this.place = place;
    this.content = content;
    this.fragments = new FragmentReader(chunk, place.decoder ?? new Decoder());
    const free = chunk.view.getUint32(0x30, true);
    const isFreePlausible = free >= CHUNK_HEADER_BYTES && free <= chunk.bytes.length;
    this.freeOffset = isFreePlausible ? free : chunk.bytes.length;
    const isHeaderSound = this.isHeaderSound();
    this.isHeaderDoubtful = !isHeaderSound || place.isDirty === true;
    if (!isHeaderSound) skip(content, place, 'damaged chunk', 0, 'the checksum of the chunk header is wrong');
    else if (isFreePlausible && !this.areRecordsSound(free)) {
      skip(content, place, 'damaged chunk', 0, 'the checksum of the records of the chunk is wrong');
    }
  }

  run(): void {
    let at = CHUNK_HEADER_BYTES;
    while (at < this.chunk.bytes.length) {
      if (at >= this.freeOffset) at = this.newerRecord(at);
      if (at >= this.chunk.bytes.length) return;
      at = this.isRecord(at) ? this.record(at) : this.gap(at);
      if (this.damagedRecords < MAX_DAMAGED_RECORDS) continue;
      skip(this.content, this.place, 'damaged chunk', at, 'the rest of the chunk is not read: too much is damaged');
      return;
    }
  }

  /** The header's checksum leaves out its own place and the four bytes ahead of it. */
  private isHeaderSound(): boolean {
    const { bytes, view } = this.chunk;
    const sum = crc32(bytes.subarray(0x80, CHUNK_HEADER_BYTES), crc32(bytes.subarray(0, 0x78)));
    return sum === view.getUint32(0x7c, true);
  }

  private areRecordsSound(free: number): boolean {
    const { bytes, view } = this.chunk;
    return crc32(bytes.subarray(CHUNK_HEADER_BYTES, free)) === view.getUint32(0x34, true);
  }

  private isRecord(at: number): boolean {
    return at + 4 <= this.chunk.bytes.length && this.chunk.view.getUint32(at, true) === RECORD_MAGIC;
  }

  /**
   * The next record behind the end that a doubtful header names, or the end of the bytes. What stands there without
   * having been written last is from an earlier use of the chunk: its numbers are lower, and it is nobody's damage.
   */
  private newerRecord(from: number): number {
    const { bytes, view } = this.chunk;
    if (!this.isHeaderDoubtful) return bytes.length;
    const last = this.lastRecordAt < 0 ? -1n : view.getBigUint64(this.lastRecordAt + 8, true);
    for (let at = this.nextMagic(from); at + LEAST_RECORD_BYTES <= bytes.length; at = this.nextMagic(at + 4)) {
      if (this.endsIn(at, view.getUint32(at + 4, true)) && view.getBigUint64(at + 8, true) > last) return at;
    }
    return bytes.length;
  }

  /** Reads the record here; gives the offset behind it. */
  private record(at: number): number {
    const { bytes, view } = this.chunk;
    if (at + RECORD_HEADER_BYTES > bytes.length) {
      this.damage(at, 'the file ends in the header of the record');
      return bytes.length;
    }
    const size = view.getUint32(at + 4, true);
    if (this.endsIn(at, size)) {
      this.lastRecordAt = at;
      this.decode(at, at + size - RECORD_TRAILER_BYTES, false);
      return at + size;
    }
    if (at + size > bytes.length && at + size <= CHUNK_BYTES) {
      this.decode(at, bytes.length, true);
      return bytes.length;
    }
    const next = Math.min(this.nextMagic(at + 4), Math.max(at + 4, this.freeOffset));
    if (this.decode(at, next, false)) this.damage(at, `the sizes at its ends differ or are impossible: ${size}`);
    return next;
  }

  /** Whether the size is possible, and stands at the end of the record once more. */
  private endsIn(at: number, size: number): boolean {
    const { bytes, view } = this.chunk;
    if (size < LEAST_RECORD_BYTES || at + size > bytes.length) return false;
    return view.getUint32(at + size - RECORD_TRAILER_BYTES, true) === size;
  }

  /** Goes over bytes among the records that are none. */
  private gap(at: number): number {
    const next = Math.min(this.nextMagic(at + 1), Math.max(at + 1, this.freeOffset));
    if (!isZero(this.chunk.bytes.subarray(at, next))) this.damage(at, 'no record begins here');
    return next;
  }

  private nextMagic(from: number): number {
    const next = this.chunk.bytes.indexOf(RECORD_MAGIC_BYTES, from);
    return next < 0 ? this.chunk.bytes.length : next;
  }

  private decode(at: number, end: number, isCut: boolean): boolean {
    try {
      const fragment = this.fragments.record(at + RECORD_HEADER_BYTES, end, isCut);
      const offset = this.place.offset + at;
      this.content.records.push({ kind: 'windows-event', offset, isCut, event: eventOf(fragment) });
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.damage(at, error.message);
      return false;
    }
  }

  private damage(at: number, message: string): void {
    this.damagedRecords++;
    skip(this.content, this.place, 'damaged record', at, message);
  }
}

function skip(content: ChunkContent, place: ChunkPlace, reason: Skip['reason'], at: number, message: string): void {
  content.skipped.push({ reason, path: place.path, byteOffset: place.offset + at, message });
}

function isZero(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0) === 0 && ZEROS.subarray(0, bytes.length).equals(bytes);
}
