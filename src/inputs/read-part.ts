import { createReadStream } from 'node:fs';
import type { ReadOptions } from './options.ts';
import type { FilePart, PartEnd } from './parts.ts';
import { type ReadBatch, readSource } from './read-source.ts';

const READ_BYTES = 512 * 1024;

/**
 * Reads one part of a file, in batches of bounded size; nothing is read ahead of what is asked for. The last batch may
 * be empty: it carries the rest of the part's bytes.
 */
export async function* readPart(part: FilePart, options: ReadOptions = {}): AsyncGenerator<ReadBatch, PartEnd> {
  const { path, sizeBytes, modifiedMs } = part.file;
  const stream = createReadStream(path, { highWaterMark: READ_BYTES });
  try {
    const place = { path, diskFile: path };
    for await (const batch of readSource({ bytes: stream, place, sizeBytes, taken: () => stream.bytesRead }, options)) {
      yield modifiedMs === undefined ? batch : { ...batch, modifiedMs };
    }
  } finally {
    stream.destroy();
  }
  return { first: 0, next: Math.max(sizeBytes, stream.bytesRead) };
}
