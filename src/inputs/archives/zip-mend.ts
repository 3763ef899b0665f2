import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** The end record without its comment, and the longest comment. */
const END_RECORD_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const END_RECORD = Buffer.from('PK\x05\x06', 'latin1');

/** A zip that is cut or has been added to behind its last record, as it would be without that. */
export interface MendedZip {
  readonly reader: RandomAccessReader;
  readonly sizeBytes: number;
}

/**
 * Looks for the end record of a zip whose size is not what that record says: a comment was cut, or bytes were added
 * behind it. Undefined where there is none. Published archives of telemetry come with both.
 */
export async function mendZip(archive: string | Buffer): Promise<MendedZip | undefined> {
  const { tail, sizeBytes } = await tailOf(archive);
  const at = tail.lastIndexOf(END_RECORD);
  if (at === -1 || at + END_RECORD_BYTES > tail.length) return undefined;
  const commentBytes = tail.readUInt16LE(at + 20);
  const mended = sizeBytes - tail.length + at + END_RECORD_BYTES + commentBytes;
  return mended === sizeBytes ? undefined : { reader: new MendedReader(archive, sizeBytes), sizeBytes: mended };
}

async function tailOf(archive: string | Buffer): Promise<{ tail: Buffer; sizeBytes: number }> {
  const length = END_RECORD_BYTES + 2 * MAX_COMMENT_BYTES;
  if (typeof archive !== 'string') return { tail: archive.subarray(-length), sizeBytes: archive.length };
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(length, size));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, size - buffer.length);
    return { tail: buffer.subarray(0, bytesRead), sizeBytes: size };
  } finally {
    await file.close();
  }
}

/** The archive, and zeros behind its end. */
class MendedReader extends RandomAccessReader {
  readonly #archive: string | Buffer;
  readonly #sizeBytes: number;

  constructor(archive: string | Buffer, sizeBytes: number) {
    super();
    this.#archive = archive;
    this.#sizeBytes = sizeBytes;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#range(start, end), { objectMode: false });
  }

  async *#range(start: number, end: number): AsyncGenerator<Uint8Array> {
    const stop = Math.min(end, this.#sizeBytes);
    if (start < stop) {
      if (typeof this.#archive === 'string') yield* createReadStream(this.#archive, { start, end: stop - 1 });
      else yield this.#archive.subarray(start, stop);
    }
    const missing = end - Math.max(start, stop);
    if (missing > 0) yield Buffer.alloc(Math.min(missing, MAX_COMMENT_BYTES));
  }
}
