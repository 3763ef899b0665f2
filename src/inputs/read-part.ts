import { createReadStream } from 'node:fs';
import { assertNever } from '../shared/problem.ts';
import type { RecordBatch } from './batch.ts';
import type { Bytes } from './bytes.ts';
import { readEvtx } from './evtx/index.ts';
import { readJson } from './json/read-json.ts';
import { limitsOf, type ReadOptions } from './options.ts';
import type { FilePart, PartContent, PartEnd } from './part.ts';
import { openProgress, READ_BYTES, type ReadBatch, readSource, unreadable } from './read-source.ts';
import type { TextSource } from './read-text.ts';
import type { Columns } from './text/directives.ts';
import { readLines } from './text/read-lines.ts';
import { readXml } from './xml/read-xml.ts';

/** Where a file ends that says no more: no part behind it has anything. */
const NOTHING_FOLLOWS = Number.MAX_SAFE_INTEGER;

/** A part that may have begun at a wrong place gives up behind this, or behind its own size where that is more. */
const MAX_OVERRUN_BYTES = 2 ** 20;

/**
 * Reads one part of a file, in batches of bounded size; nothing is read ahead of what is asked for, and of what lies
 * before the part not more than a byte. The last batch may be empty: it carries the rest of the part's bytes.
 *
 * What begins in the part is read to its end, beyond that of the part. It is right where `correctedPart` has nothing
 * to correct; until then it is a guess, unless the part is exact.
 */
export async function* readPart(part: FilePart, options: ReadOptions = {}): AsyncGenerator<ReadBatch, PartEnd> {
  const { modifiedMs } = part.file;
  const { content } = part;
  const batches = content === undefined ? readWhole(part, options) : readInside(part, content, options);
  try {
    for (;;) {
      const step = await batches.next();
      if (step.done) return step.value;
      yield modifiedMs === undefined ? step.value : { ...step.value, modifiedMs };
    }
  } finally {
    await batches.return(NOTHING_READ);
  }
}

const NOTHING_READ: PartEnd = { first: undefined, next: undefined };

async function* readWhole({ file }: FilePart, options: ReadOptions): AsyncGenerator<ReadBatch, PartEnd> {
  const { path, sizeBytes } = file;
  const stream = createReadStream(path, { highWaterMark: READ_BYTES });
  const place = { path, diskFile: path };
  try {
    yield* readSource({ bytes: stream, place, sizeBytes, taken: () => stream.bytesRead }, options);
  } finally {
    stream.destroy();
  }
  return { first: 0, next: NOTHING_FOLLOWS };
}

async function* readInside(
  part: FilePart,
  content: PartContent,
  options: ReadOptions,
): AsyncGenerator<ReadBatch, PartEnd> {
  const { path } = part.file;
  const progress = openProgress();
  const columns = columnsOf(content);
  let end: PartEnd = { first: part.start, next: part.start, ...(columns && { columns }) };
  if (part.start < limitOf(part)) {
    const offset = part.isExact ? part.start : part.start - 1;
    const stop = content.kind === 'evtx' ? limitOf(part) - 1 : NOTHING_FOLLOWS;
    const stream = createReadStream(path, { highWaterMark: READ_BYTES, start: offset, end: stop });
    const batches = readContent(part, content, stream, options);
    try {
      let step = await batches.next();
      for (; !step.done; step = await batches.next()) {
        const bytesRead = progress.advance(shareRead(part, offset + stream.bytesRead));
        yield { ...step.value, path, format: content.kind, bytesRead };
      }
      end = step.value;
    } catch (cause) {
      yield unreadable(path, cause);
      end = part.isExact ? { first: part.start, next: NOTHING_FOLLOWS } : NOTHING_READ;
    } finally {
      await batches.return(NOTHING_READ);
      stream.destroy();
    }
  }
  yield { path, records: [], skipped: [], bytesRead: progress.advance(part.sizeBytes) };
  return end;
}

function readContent(
  part: FilePart,
  content: PartContent,
  bytes: Bytes,
  options: ReadOptions,
): AsyncGenerator<RecordBatch, PartEnd> {
  switch (content.kind) {
    case 'evtx':
      return readChunks(part, content.isDirty, bytes);
    case 'windows-xml':
      return readXml(sourceOf(part, bytes, options));
    case 'json':
      return readJson(sourceOf(part, bytes, options));
    case 'text':
      return readLines(sourceOf(part, bytes, options), content.layout);
    default:
      return assertNever(content);
  }
}

async function* readChunks(
  { file, start, end }: FilePart,
  isDirty: boolean,
  bytes: Bytes,
): AsyncGenerator<RecordBatch, PartEnd> {
  yield* readEvtx(bytes, file.path, { offset: start, isDirty });
  return { first: start, next: end };
}

function sourceOf(part: FilePart, bytes: Bytes, options: ReadOptions): TextSource {
  const { maxRecordBytes } = limitsOf(options);
  const { isExact, start } = part;
  const maxOverrunBytes = Math.max(MAX_OVERRUN_BYTES, part.end - start);
  const columns = part.content && columnsOf(part.content);
  const range = { offset: isExact ? start : start - 1, end: limitOf(part), isExact, maxOverrunBytes, columns };
  return { path: part.file.path, bytes, encoding: 'utf-8', maxRecordBytes, range };
}

function columnsOf(content: PartContent): Columns | undefined {
  return content.kind === 'text' ? content.columns : undefined;
}

/** Where the part ends; the last one has whatever follows. */
function limitOf({ end, file }: FilePart): number {
  return end < file.sizeBytes ? end : NOTHING_FOLLOWS;
}

/** How much of what the part counts as read lies before a place of the file. */
function shareRead({ file, end, sizeBytes }: FilePart, offset: number): number {
  const read = offset - (end - sizeBytes);
  return end < file.sizeBytes ? Math.min(read, sizeBytes) : read;
}
