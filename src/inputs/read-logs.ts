import { createReadStream } from 'node:fs';
import { Problem } from '../shared/problem.ts';
import { ExpansionGuard } from './archives/expansion.ts';
import type { RecordBatch } from './batch.ts';
import { type Bytes, oneChunk } from './bytes.ts';
import { type FoundFile, reasonOf } from './find-logs.ts';
import { limitsOf, type ReadOptions } from './options.ts';
import { type LogFormat, type Place, readStream } from './read-stream.ts';

/** Records of one file or archive member, and what was skipped in it. */
export interface ReadBatch extends RecordBatch {
  /** As it is shown: an archive member is `archive.zip/member.evtx`. */
  readonly path: string;
  /** Absent where nothing was recognised. */
  readonly format?: LogFormat;
  /** Bytes of the file on the disk that were read since the batch before. They add up to the size of what was read. */
  readonly bytesRead: number;
  /** When the file on the disk was last changed, in epoch milliseconds: for events that tell no time. */
  readonly modifiedMs?: number;
}

const READ_BYTES = 512 * 1024;

/**
 * Reads files one after another, in batches of bounded size; nothing is read ahead of what is asked for. A file
 * that is broken, or no log, is a Skip and costs itself alone. The last batch of a file may be empty: it carries the
 * rest of its bytes.
 */
export async function* readLogs(files: readonly FoundFile[], options: ReadOptions = {}): AsyncGenerator<ReadBatch> {
  for (const file of files) {
    const stream = createReadStream(file.path, { highWaterMark: READ_BYTES });
    try {
      const place = { path: file.path, diskFile: file.path };
      for await (const batch of readSource(stream, place, () => stream.bytesRead, file.sizeBytes, options)) {
        yield file.modifiedMs === undefined ? batch : { ...batch, modifiedMs: file.modifiedMs };
      }
    } finally {
      stream.destroy();
    }
  }
}

/** Reads one source that is in memory, as `readLogs` reads a file. */
export async function* readBytes(
  bytes: Uint8Array,
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<ReadBatch> {
  yield* readSource(oneChunk(bytes), { path }, () => bytes.length, bytes.length, options);
}

async function* readSource(
  bytes: Bytes,
  place: Pick<Place, 'path' | 'diskFile'>,
  read: () => number,
  sizeBytes: number,
  options: ReadOptions,
): AsyncGenerator<ReadBatch> {
  const limits = limitsOf(options);
  let told = 0;
  const advance = (to: number): number => {
    const bytesRead = Math.max(0, to - told);
    told += bytesRead;
    return bytesRead;
  };
  try {
    for await (const batch of readStream(
      bytes,
      { ...place, depth: 0 },
      { limits, guard: new ExpansionGuard(limits) },
    )) {
      yield { ...batch, bytesRead: advance(read()) };
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const skipped = [{ reason: 'unreadable file' as const, path: place.path, message: reasonOf(cause) }];
    yield { path: place.path, records: [], skipped, bytesRead: 0 };
  }
  // A zip is read by its directory and not through the stream.
  yield { path: place.path, records: [], skipped: [], bytesRead: advance(sizeBytes) };
}
