import { oneChunk } from './bytes.ts';
import type { FoundFile } from './find-logs.ts';
import type { ReadOptions } from './options.ts';
import { wholeOf } from './parts.ts';
import { readPart } from './read-part.ts';
import { type ReadBatch, readSource } from './read-source.ts';

/**
 * Reads files one after another, in batches of bounded size; nothing is read ahead of what is asked for. A file
 * that is broken, or no log, is a Skip and costs itself alone. The last batch of a file may be empty: it carries the
 * rest of its bytes.
 */
export async function* readLogs(files: readonly FoundFile[], options: ReadOptions = {}): AsyncGenerator<ReadBatch> {
  for (const file of files) yield* readPart(wholeOf(file), options);
}

/** Reads one source that is in memory, as `readLogs` reads a file. */
export async function* readBytes(
  bytes: Uint8Array,
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<ReadBatch> {
  const { length } = bytes;
  yield* readSource({ bytes: oneChunk(bytes), place: { path }, sizeBytes: length, taken: () => length }, options);
}
