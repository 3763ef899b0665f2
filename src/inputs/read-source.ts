import { Problem } from '../shared/problem.ts';
import { ExpansionGuard } from './archives/expansion.ts';
import type { RecordBatch } from './batch.ts';
import type { Bytes } from './bytes.ts';
import { reasonOf } from './find-logs.ts';
import { limitsOf, type ReadOptions } from './options.ts';
import { type LogFormat, type Place, readStream } from './read-stream.ts';

/** How much of a file is read at once. */
export const READ_BYTES = 512 * 1024;

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

/** A stream of `sizeBytes`, as far as is known ahead. */
export interface ByteSource {
  readonly bytes: Bytes;
  readonly place: Pick<Place, 'path' | 'diskFile'>;
  readonly sizeBytes: number;
  /** Bytes that were taken so far. */
  taken(): number;
}

/** Reads whatever a stream holds. The last batch may be empty: it carries the rest of the bytes. */
export async function* readSource(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadBatch> {
  const { bytes, place, sizeBytes } = source;
  const limits = limitsOf(options);
  const progress = openProgress();
  try {
    const context = { limits, guard: new ExpansionGuard(limits) };
    for await (const batch of readStream(bytes, { ...place, depth: 0 }, context)) {
      yield { ...batch, bytesRead: progress.advance(source.taken()) };
    }
  } catch (cause) {
    yield unreadable(place.path, cause);
  }
  // A zip is read by its directory and not through the stream.
  yield { path: place.path, records: [], skipped: [], bytesRead: progress.advance(sizeBytes) };
}

/** Says how far a source has got since it was last asked. */
export function openProgress(): { advance(to: number): number } {
  let told = 0;
  return {
    advance(to) {
      const bytesRead = Math.max(0, to - told);
      told += bytesRead;
      return bytesRead;
    },
  };
}

/** What is left of a source that the system could not read. @throws a Problem that is not of the bytes. */
export function unreadable(path: string, cause: unknown): ReadBatch {
  if (cause instanceof Problem) throw cause;
  return { path, records: [], skipped: [{ reason: 'unreadable file', path, message: reasonOf(cause) }], bytesRead: 0 };
}
