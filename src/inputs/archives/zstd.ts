import { Decompress } from 'fzstd';
import { Problem } from '../../shared/problem.ts';
import { ByteCursor, type Bytes } from '../bytes.ts';

/** What `zstd` itself takes without being told: larger windows would be memory on the word of the file. */
const MAX_WINDOW_BYTES = 128 * 2 ** 20;

/**
 * The library moves the whole window for every block. Full blocks in the largest window move 1024 bytes for each byte
 * they give, and a writer that flushes often moves more for a while; beyond both, a few bytes would cost milliseconds.
 */
const MAX_MOVED_PER_BYTE = 1024;
const MOVED_GRACE_BYTES = 128 * 2 ** 30;

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;

/**
 * Expands zstd frames one after another, skippable ones left out. The frames' blocks are walked here, so that sizes
 * are checked before anything is allocated by them; a block holds 128 KiB at most.
 *
 * @throws Problem IN005 for a stream that is damaged or cut, IN007 for a window beyond the limit, or for blocks that
 * are small beyond measure for their window.
 * Source: RFC 8878, Zstandard compression.
 */
export async function* unzstd(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const cursor = new ByteCursor(bytes);
  const effort: Effort = { movedBytes: 0, expandedBytes: 0 };
  try {
    for (;;) {
      const magic = await cursor.take(4);
      if (magic.length === 0) return;
      const kind = magic.length === 4 ? magic.readUInt32LE(0) : 0;
      if (kind === FRAME) yield* frame(cursor, magic, effort);
      else if ((kind & 0xfffffff0) === SKIPPABLE) await skipFrame(cursor);
      else throw new Problem('IN005', 'damaged zstd: no frame where one must begin');
    }
  } finally {
    await cursor.close();
  }
}

async function skipFrame(cursor: ByteCursor): Promise<void> {
  const size = (await exactly(cursor, 4)).readUInt32LE(0);
  let skipped = 0;
  for await (const part of cursor.pass(size)) skipped += part.length;
  if (skipped < size) throw cut();
}

/** What a stream has cost so far, over all its frames. */
interface Effort {
  movedBytes: number;
  expandedBytes: number;
}

async function* frame(cursor: ByteCursor, magic: Buffer, effort: Effort): AsyncGenerator<Uint8Array> {
  const { header, hasChecksum, windowBytes } = await frameHeader(cursor);
  let expanded: Uint8Array[] = [];
  const decompressor = new Decompress((chunk) => expanded.push(chunk));
  const push = (chunk: Uint8Array, isLast: boolean): Uint8Array[] => {
    expanded = [];
    try {
      decompressor.push(chunk, isLast);
    } catch (error) {
      throw new Problem('IN005', 'damaged zstd: a block that cannot be expanded', { cause: error });
    }
    return expanded;
  };
  yield* push(Buffer.concat([magic, header]), false);
  for (let isLast = false; !isLast; ) {
    const head = await exactly(cursor, 3);
    const word = head.readUIntLE(0, 3);
    isLast = (word & 1) === 1;
    const size = ((word >> 1) & 3) === 1 ? 1 : word >> 3;
    const body = await exactly(cursor, size);
    const tail = isLast && hasChecksum ? await exactly(cursor, 4) : Buffer.alloc(0);
    const chunks = push(Buffer.concat([head, body, tail]), isLast);
    spend(effort, windowBytes, chunks);
    yield* chunks;
  }
}

function spend(effort: Effort, windowBytes: number, chunks: readonly Uint8Array[]): void {
  effort.movedBytes += windowBytes;
  for (const chunk of chunks) effort.expandedBytes += chunk.length;
  if (effort.movedBytes > MOVED_GRACE_BYTES + MAX_MOVED_PER_BYTE * effort.expandedBytes) {
    throw new Problem('IN007', 'zstd blocks that are too small for their window');
  }
}

interface FrameHeader {
  readonly header: Buffer;
  readonly hasChecksum: boolean;
  readonly windowBytes: number;
}

async function frameHeader(cursor: ByteCursor): Promise<FrameHeader> {
  const descriptor = await exactly(cursor, 1);
  const flags = descriptor[0] ?? 0;
  const isSingleSegment = (flags & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeBytes = flags >> 6 === 0 ? Number(isSingleSegment) : 1 << (flags >> 6);
  const rest = await exactly(cursor, Number(!isSingleSegment) + dictionaryBytes + sizeBytes);
  const windowBytes = isSingleSegment ? contentSize(rest.subarray(dictionaryBytes)) : windowSize(rest[0] ?? 0);
  if (windowBytes > MAX_WINDOW_BYTES) {
    throw new Problem('IN007', `a zstd window of more than ${MAX_WINDOW_BYTES} bytes`);
  }
  return { header: Buffer.concat([descriptor, rest]), hasChecksum: (flags & 4) !== 0, windowBytes };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(field: Buffer): number {
  if (field.length === 8) return Number(field.readBigUInt64LE(0));
  return field.readUIntLE(0, field.length) + (field.length === 2 ? 256 : 0);
}

async function exactly(cursor: ByteCursor, count: number): Promise<Buffer> {
  if (count === 0) return Buffer.alloc(0);
  const bytes = await cursor.take(count);
  if (bytes.length < count) throw cut();
  return bytes;
}

function cut(): Problem {
  return new Problem('IN005', 'the zstd stream is cut');
}
