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
  /** Kept from chunk to chunk by who decodes many. */
  readonly decoder?: Decoder;
}

const MAGIC = Buffer.from('ElfChnk\0', 'latin1');
const RECORD_MAGIC_BYTES = Buffer.from([0x2a, 0x2a, 0, 0]);
const LEAST_RECORD_BYTES = RECORD_HEADER_BYTES + RECORD_TRAILER_BYTES;

/**
 * Decodes a chunk: up to 65,536 bytes, fewer where the file ends in it. Records decode also where a checksum is
 * wrong, but each wrong one is counted. The result keeps no reference to `bytes`.
 *
 * Never throws for what the bytes hold: what cannot be decoded is in `skipped`. An unused chunk (all zero) gives
 * nothing at all.
 */
export function decodeChunk(bytes: Uint8Array, place: ChunkPlace): ChunkContent {
  const content: ChunkContent = { records: [], skipped: [] };
  const chunk = new Chunk(bytes);
  if (chunk.bytes.length < CHUNK_HEADER_BYTES || !chunk.bytes.subarray(0, 8).equals(MAGIC)) {
    if (isZero(chunk.bytes)) return content;
    skip(content, place, 'damaged chunk', 0, 'the chunk does not begin with ElfChnk');
  }
  if (chunk.bytes.length < CHUNK_HEADER_BYTES) return content;
  new RecordWalk(chunk, place, content).run();
  return content;
}

/** Goes from record to record, and over what is damaged to the next. */
class RecordWalk {
  private readonly chunk: Chunk;
  private readonly place: ChunkPlace;
  private readonly content: ChunkContent;
  private readonly fragments: FragmentReader;
  /** The end of the records, as the header has it; of the bytes, where it cannot be right. */
  private readonly freeOffset: number;
  /** Whether records may follow behind `freeOffset`. */
  private readonly isHeaderDoubtful: boolean;
  private lastId = -1n;

  constructor(chunk: Chunk, place: ChunkPlace, content: ChunkContent) {
    this.chunk = chunk;
    this.place = place;
    this.content = content;
    this.fragments = new FragmentReader(chunk, place.decoder ?? new Decoder());
    const { bytes, view } = chunk;
    const free = view.getUint32(0x30, true);
    const isFreePlausible = free >= CHUNK_HEADER_BYTES && free <= CHUNK_BYTES;
    const isHeaderSound = this.isHeaderSound();
    this.freeOffset = isFreePlausible ? Math.min(free, bytes.length) : bytes.length;
    this.isHeaderDoubtful = !isHeaderSound || place.isDirty === true;
    if (!isHeaderSound) skip(content, place, 'damaged chunk', 0, 'the checksum of the chunk header is wrong');
    else if (isFreePlausible && free <= bytes.length && !this.areRecordsSound(free)) {
      skip(content, place, 'damaged chunk', 0, 'the checksum of the records of the chunk is wrong');
    }
  }

  run(): void {
    let at = CHUNK_HEADER_BYTES;
    while (at < this.chunk.bytes.length) {
      if (at >= this.freeOffset && !this.isNextRecord(at)) return;
      at = this.isRecord(at) ? this.record(at) : this.gap(at);
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
    const { bytes, view } = this.chunk;
    return at + 4 <= bytes.length && view.getUint32(at, true) === RECORD_MAGIC;
  }

  /** Behind the end that a doubtful header names: whether the record there goes on counting, so is not an old one. */
  private isNextRecord(at: number): boolean {
    const { bytes, view } = this.chunk;
    if (!this.isHeaderDoubtful || at + RECORD_HEADER_BYTES > bytes.length || !this.isRecord(at)) return false;
    return this.lastId === -1n || view.getBigUint64(at + 8, true) === this.lastId + 1n;
  }

  /** Reads the record here; gives the offset behind it. */
  private record(at: number): number {
    const { bytes, view } = this.chunk;
    const isHeaderWhole = at + RECORD_HEADER_BYTES <= bytes.length;
    const size = at + 8 <= bytes.length ? view.getUint32(at + 4, true) : 0;
    if (isHeaderWhole && size >= LEAST_RECORD_BYTES && this.endsIn(at, size)) {
      this.decode(at, at + size - RECORD_TRAILER_BYTES, false);
      return at + size;
    }
    const isCut =
      bytes.length < CHUNK_BYTES && (!isHeaderWhole || (size <= CHUNK_BYTES - at && at + size > bytes.length));
    if (isCut) {
      if (isHeaderWhole) this.decode(at, bytes.length, true);
      else this.damage(at, 'the file ends in the header of the record');
      return bytes.length;
    }
    const next = this.nextMagic(at + 4);
    this.damage(at, `the sizes at its two ends differ or are impossible (${size})`);
    if (isHeaderWhole) this.decode(at, next, false);
    return next;
  }

  /** Whether the size stands at the end of the record once more. */
  private endsIn(at: number, size: number): boolean {
    const { bytes, view } = this.chunk;
    return at + size <= bytes.length && view.getUint32(at + size - RECORD_TRAILER_BYTES, true) === size;
  }

  private gap(at: number): number {
    const next = this.nextMagic(at + 1);
    if (!isZero(this.chunk.bytes.subarray(at, next))) this.damage(at, `no record begins here`);
    return next;
  }

  private nextMagic(from: number): number {
    const next = this.chunk.bytes.indexOf(RECORD_MAGIC_BYTES, from);
    const limit = Math.max(from, this.freeOffset);
    return next < 0 || (next > limit && !this.isHeaderDoubtful) ? Math.min(limit, this.chunk.bytes.length) : next;
  }

  private decode(at: number, end: number, isCut: boolean): void {
    try {
      const fragment = this.fragments.record(at + RECORD_HEADER_BYTES, end, isCut);
      const offset = this.place.offset + at;
      this.content.records.push({ kind: 'windows-event', offset, isCut, event: eventOf(fragment) });
      this.lastId = this.chunk.view.getBigUint64(at + 8, true);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.damage(at, error.message);
    }
  }

  private damage(at: number, message: string): void {
    skip(this.content, this.place, 'damaged record', at, message);
  }
}

function skip(content: ChunkContent, place: ChunkPlace, reason: Skip['reason'], at: number, message: string): void {
  content.skipped.push({ reason, path: place.path, byteOffset: place.offset + at, message });
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
