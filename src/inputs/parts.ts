import { createReadStream } from 'node:fs';
import { peek } from './bytes.ts';
import { decodeHead } from './decode.ts';
import { CHUNK_BYTES, FILE_HEADER_BYTES, isDirtyEvtx } from './evtx/index.ts';
import type { FoundFile } from './find-logs.ts';
import { isObjectALine } from './json/object-lines.ts';
import { limitsOf, type ReadOptions } from './options.ts';
import type { FilePart, PartContent, PartEnd } from './part.ts';
import { READ_BYTES } from './read-source.ts';
import { HEAD_BYTES, sniff } from './sniff.ts';
import { type Columns, columnsOf } from './text/directives.ts';

/** The whole of a file. */
export function wholeOf(file: FoundFile): FilePart {
  return { file, start: 0, end: file.sizeBytes, sizeBytes: file.sizeBytes, isWhole: true, isExact: true };
}

/**
 * The file as parts of about `partBytes`, where its format can be read from the middle on; otherwise, and where it is
 * not larger than that, as one whole part. Looks at the beginning of the file only, and at nothing of a small one.
 *
 * `readPart` reads them in any order and side by side. In the order of the file, each is then held against the one
 * before it (`correctedPart`) and read again where it began at a wrong place. A file that cannot be read is one part:
 * reading it says why.
 */
export async function partsOf(
  file: FoundFile,
  partBytes: number,
  options: ReadOptions = {},
): Promise<readonly FilePart[]> {
  const content = file.sizeBytes > partBytes ? await divisibleContent(file, options) : undefined;
  if (content === undefined) return [wholeOf(file)];
  const starts = content.kind === 'evtx' ? chunkStarts(file, partBytes) : evenStarts(file, partBytes);
  if (starts.length < 2) return [wholeOf(file)];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? file.sizeBytes;
    const isExact = start === 0 || content.kind === 'evtx';
    const own = start === 0 ? withColumns(content, undefined) : content;
    return { file, start, end, sizeBytes: end - start, isWhole: false, isExact, content: own };
  });
}

/**
 * The part to be read in place of `part`, whose reading ended with `own` and is void; undefined where it began just
 * where the part before it has to be followed. `previous` is the end of that one, after its own correction.
 */
export function correctedPart(part: FilePart, own: PartEnd, previous: PartEnd): FilePart | undefined {
  const { content } = part;
  const columns = content?.kind === 'text' ? content.columns : undefined;
  const isTold = JSON.stringify(columns) === JSON.stringify(previous.columns);
  if (own.next !== undefined && own.first === previous.next && isTold) return undefined;
  // Only of a file that changed while it was read is the place not known: then one is as good as another.
  const start = previous.next ?? part.start;
  return { ...part, start, isExact: true, ...(content && { content: withColumns(content, previous.columns) }) };
}

function withColumns(content: PartContent, columns: Columns | undefined): PartContent {
  if (content.kind !== 'text') return content;
  const { kind, layout } = content;
  return columns === undefined ? { kind, layout } : { kind, layout, columns };
}

/** What a file holds, if it can be read from the middle on. */
async function divisibleContent(file: FoundFile, options: ReadOptions): Promise<PartContent | undefined> {
  try {
    const stream = await peek(createReadStream(file.path, { highWaterMark: READ_BYTES }), HEAD_BYTES);
    await stream.close();
    return divisible(stream.head, file.path, options);
  } catch {
    return undefined;
  }
}

function divisible(head: Uint8Array, path: string, options: ReadOptions): PartContent | undefined {
  const { anyText, layoutFor } = limitsOf(options);
  const content = sniff(head, anyText, (text) => layoutFor(path, text));
  switch (content.kind) {
    case 'evtx':
      return { kind: 'evtx', isDirty: isDirtyEvtx(head) };
    case 'windows-xml':
      return content.encoding === 'utf-8' ? { kind: 'windows-xml' } : undefined;
    case 'json':
      return content.encoding === 'utf-8' && isObjectALine(head) ? { kind: 'json' } : undefined;
    case 'text': {
      const { encoding, layout } = content;
      if (encoding !== 'utf-8' || layout.kind === 'begins') return undefined;
      const columns = layout.kind === 'directives' ? columnsOf(decodeHead(head, encoding)) : undefined;
      return withColumns({ kind: 'text', layout }, columns);
    }
    default:
      return undefined;
  }
}

function evenStarts({ sizeBytes }: FoundFile, partBytes: number): number[] {
  const count = Math.ceil(sizeBytes / Math.max(1, partBytes));
  const stepBytes = Math.ceil(sizeBytes / count);
  return Array.from({ length: Math.ceil(sizeBytes / stepBytes) }, (_, index) => index * stepBytes);
}

/** The header belongs to the first part. */
function chunkStarts({ sizeBytes }: FoundFile, partBytes: number): number[] {
  const stepBytes = Math.max(1, Math.round(partBytes / CHUNK_BYTES)) * CHUNK_BYTES;
  const starts = [0];
  for (let at = FILE_HEADER_BYTES + stepBytes; at < sizeBytes; at += stepBytes) starts.push(at);
  return starts;
}
