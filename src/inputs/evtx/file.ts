import { crc32 } from 'node:zlib';
import { Problem } from '../../shared/problem.ts';
import type { Skip, WindowsEventRecord } from '../record.ts';
import { decodeChunk } from './chunk.ts';
import { Decoder } from './decoder.ts';
import { CHUNK_BYTES, FILE_HEADER_BYTES } from './tokens.ts';

const MAGIC = Buffer.from('ElfFile\0', 'latin1');
const FLAG_DIRTY = 1;

/** A chunk of a file, and what the header says of it. */
export interface EvtxPlace {
  readonly offset: number;
  readonly isDirty: boolean;
}

const BEGINNING: EvtxPlace = { offset: 0, isDirty: false };

/** Whether a file that begins so is an EVTX file. */
export function isEvtx(head: Uint8Array): boolean {
  return head.length >= MAGIC.length && MAGIC.equals(head.subarray(0, MAGIC.length));
}

/**
 * The records of an EVTX file, chunk by chunk, in the order of the file. Holds one chunk at a time; records hold
 * on to theirs until they are asked for their values.
 *
 * All chunks to the end of the file are read, whatever count the header has: in a file that was not closed it lags
 * behind, and it cannot tell more than 65,535. What is damaged is in `skipped` and ends nothing.
 *
 * @param path the file as it is shown in `skipped`.
 * @param from where `bytes` begin, if not at the beginning of the file: at a chunk.
 * @throws Problem IN002 where the bytes do not begin as an EVTX file.
 */
export async function* readEvtx(
  bytes: AsyncIterable<Uint8Array>,
  path: string,
  from: EvtxPlace = BEGINNING,
): AsyncGenerator<{ records: WindowsEventRecord[]; skipped: Skip[] }> {
  const decoder = new Decoder();
  let { isDirty } = from;
  for await (const { block, offset } of blocksOf(bytes, from.offset)) {
    if (offset === 0) {
      const header = readHeader(block, path);
      isDirty = header.isDirty;
      if (header.skipped.length > 0) yield { records: [], skipped: header.skipped };
      continue;
    }
    const content = decodeChunk(block, { path, offset, isDirty, isOwned: true, decoder });
    if (block.length < CHUNK_BYTES && block.some((byte) => byte !== 0)) {
      const message = 'the file ends in the middle of a chunk';
      content.skipped.push({ reason: 'damaged file', path, byteOffset: offset + block.length, message });
    }
    if (content.records.length > 0 || content.skipped.length > 0) yield content;
  }
}

/** Whether a file with this header, whole or not, may have records that its chunks do not know of. */
export function isDirtyEvtx(head: Uint8Array): boolean {
  return readHeader(Buffer.from(head.subarray(0, FILE_HEADER_BYTES)), '').isDirty;
}

function readHeader(header: Buffer, path: string): { readonly isDirty: boolean; readonly skipped: Skip[] } {
  if (!isEvtx(header)) {
    throw new Problem('IN002', 'an EVTX file begins with ElfFile', { file: path, byteOffset: 0 });
  }
  const damage = (message: string): { isDirty: true; skipped: Skip[] } => ({
    isDirty: true,
    skipped: [{ reason: 'damaged file', path, byteOffset: 0, message }],
  });
  if (header.length < FILE_HEADER_BYTES) return damage('the file ends in its header');
  if (crc32(header.subarray(0, 0x78)) !== header.readUInt32LE(0x7c)) {
    return damage('the checksum of the file header is wrong');
  }
  return { isDirty: (header.readUInt32LE(0x78) & FLAG_DIRTY) !== 0, skipped: [] };
}

/**
 * The file header unless it lies before `from`, then chunk after chunk; the last may be short. What stands in one part of
 * the stream is not copied.
 */
async function* blocksOf(
  bytes: AsyncIterable<Uint8Array>,
  from: number,
): AsyncGenerator<{ block: Buffer; offset: number }> {
  let buffer: Buffer | undefined;
  let size = from === 0 ? FILE_HEADER_BYTES : CHUNK_BYTES;
  let filled = 0;
  let offset = from;
  for await (const part of bytes) {
    let taken = 0;
    while (taken < part.length) {
      const next = part.subarray(taken, taken + size - filled);
      taken += next.length;
      if (next.length < size) {
        buffer ??= Buffer.allocUnsafeSlow(size);
        buffer.set(next, filled);
        filled += next.length;
        if (filled < size) break;
      }
      yield { block: buffer ?? Buffer.from(next.buffer, next.byteOffset, next.length), offset };
      buffer = undefined;
      offset += size;
      size = CHUNK_BYTES;
      filled = 0;
    }
  }
  if (filled > 0 || offset === 0) yield { block: buffer?.subarray(0, filled) ?? Buffer.alloc(0), offset };
}
