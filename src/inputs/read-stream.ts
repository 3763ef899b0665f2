import { assertNever, Problem } from '../shared/problem.ts';
import { counted, type ExpansionGuard } from './archives/expansion.ts';
import { gunzip } from './archives/gzip.ts';
import { type Member, shownName } from './archives/member.ts';
import { untar } from './archives/tar.ts';
import { unzip } from './archives/zip.ts';
import { unzstd } from './archives/zstd.ts';
import type { RecordBatch } from './batch.ts';
import { type Bytes, collect, peek } from './bytes.ts';
import { readEvtx } from './evtx/index.ts';
import { readJson } from './json/read-json.ts';
import type { ReadLimits } from './options.ts';
import type { SkipReason } from './record.ts';
import { type Content, HEAD_BYTES, sniff } from './sniff.ts';
import { readLines } from './text/read-lines.ts';
import { readXml } from './xml/read-xml.ts';

export type LogFormat = 'evtx' | 'windows-xml' | 'json' | 'text';

/** Where a stream comes from. */
export interface Place {
  /** As it is shown. */
  readonly path: string;
  /** The file on the disk that the stream is the whole of, if it is. */
  readonly diskFile?: string;
  /** How many archives it lies in. */
  readonly depth: number;
}

export interface StreamContext {
  readonly limits: ReadLimits;
  readonly guard: ExpansionGuard;
}

export interface StreamBatch extends RecordBatch {
  readonly path: string;
  readonly format?: LogFormat;
}

/**
 * Reads whatever a stream turns out to hold: records, or an archive and what is in it. Damage is a Skip.
 *
 * @throws what reading the bytes themselves throws.
 */
export async function* readStream(bytes: Bytes, place: Place, context: StreamContext): AsyncGenerator<StreamBatch> {
  const damage: Damage = { problem: undefined };
  const stream = await peek(upToDamage(bytes, damage), HEAD_BYTES);
  try {
    const isNothing = stream.head.length === 0 && damage.problem !== undefined;
    if (!isNothing) yield* readContent(contentOf(stream.head, place, context.limits), stream.bytes, place, context);
  } catch (problem) {
    if (!(problem instanceof Problem) || reasonFor(problem) === undefined) throw problem;
    // What was damaged first is what there is to say: the rest follows from it.
    damage.problem ??= problem;
  } finally {
    await stream.close();
  }
  const reason = damage.problem && reasonFor(damage.problem);
  if (damage.problem !== undefined && reason !== undefined) yield skipped(place, reason, damage.problem.message);
}

function contentOf(head: Uint8Array, { path }: Place, { anyText, layoutFor }: ReadLimits): Content {
  return sniff(head, anyText, (text) => layoutFor(path, text));
}

interface Damage {
  problem: Problem | undefined;
}

/** The bytes up to where they are damaged: readers see a stream that ends there, and keep what came before. */
async function* upToDamage(bytes: Bytes, damage: Damage): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (problem) {
    if (!(problem instanceof Problem) || reasonFor(problem) === undefined) throw problem;
    damage.problem = problem;
  }
}

/** What the problem of a whole stream counts as; undefined for one that is not of the stream. */
function reasonFor(problem: Problem): SkipReason | undefined {
  switch (problem.code) {
    case 'IN002':
      return 'damaged file';
    case 'IN005':
      return 'damaged archive';
    case 'IN007':
      return 'archive too large';
    default:
      return undefined;
  }
}

async function* readContent(
  content: Content,
  bytes: Bytes,
  place: Place,
  context: StreamContext,
): AsyncGenerator<StreamBatch> {
  const { path } = place;
  switch (content.kind) {
    case 'empty':
      yield skipped(place, 'empty file', 'the file is empty');
      return;
    case 'unknown':
      yield skipped(place, 'not recognised', 'the content is in no format that karst reads');
      return;
    case 'archive':
      yield* readArchive(content.archive, bytes, place, context);
      return;
    case 'evtx':
      for await (const batch of readEvtx(bytes, path)) yield { ...batch, path, format: 'evtx' };
      return;
    case 'windows-xml':
    case 'json': {
      const { maxRecordBytes } = context.limits;
      const read = content.kind === 'json' ? readJson : readXml;
      const source = { path, bytes, encoding: content.encoding, maxRecordBytes };
      for await (const batch of read(source)) yield { ...batch, path, format: content.kind };
      return;
    }
    case 'text': {
      const { maxRecordBytes } = context.limits;
      const source = { path, bytes, encoding: content.encoding, maxRecordBytes };
      for await (const batch of readLines(source, content.layout)) yield { ...batch, path, format: 'text' };
      return;
    }
    default:
      assertNever(content);
  }
}

async function* readArchive(
  archive: 'gzip' | 'zstd' | 'tar' | 'zip',
  bytes: Bytes,
  place: Place,
  context: StreamContext,
): AsyncGenerator<StreamBatch> {
  const { limits, guard } = context;
  if (place.depth >= limits.maxArchiveDepth) {
    yield skipped(place, 'archive too deep', `more than ${limits.maxArchiveDepth} archives in one another`);
    return;
  }
  const inside = { path: place.path, depth: place.depth + 1 };
  switch (archive) {
    case 'gzip':
    case 'zstd': {
      const input = counted(bytes);
      const expanded = archive === 'gzip' ? gunzip(input.bytes) : unzstd(input.bytes);
      yield* readStream(guard.watch(expanded, input.count), inside, context);
      return;
    }
    case 'tar':
      yield* readMembers(untar(bytes), inside, context);
      return;
    case 'zip':
      yield* readZip(bytes, place, inside, context);
      return;
    default:
      assertNever(archive);
  }
}

/** A zip is read from its directory at the end: from the disk, or else from memory. */
async function* readZip(
  bytes: Bytes,
  place: Place,
  inside: Place,
  context: StreamContext,
): AsyncGenerator<StreamBatch> {
  const { maxNestedZipBytes } = context.limits;
  const archive = place.diskFile ?? (await collect(bytes, maxNestedZipBytes));
  if (archive === undefined) {
    const message = `a zip of more than ${maxNestedZipBytes} bytes inside another archive: unpack the outer one first`;
    yield skipped(place, 'archive too large', message);
    return;
  }
  yield* readMembers(unzip(archive), inside, context);
}

async function* readMembers(
  members: AsyncIterable<Member>,
  inside: Place,
  context: StreamContext,
): AsyncGenerator<StreamBatch> {
  for await (const member of members) {
    const place = { path: `${inside.path}/${shownName(member.name)}`, depth: inside.depth };
    switch (member.kind) {
      case 'unsafe':
        yield skipped(place, 'unsafe archive entry', member.message);
        break;
      case 'damaged':
        yield skipped(place, 'damaged archive', member.message);
        break;
      case 'file':
        yield* readStream(context.guard.watch(member.bytes, member.packedBytes), place, context);
        break;
      default:
        assertNever(member);
    }
  }
}

function skipped({ path }: Place, reason: SkipReason, message: string): StreamBatch {
  return { path, records: [], skipped: [{ reason, path, message }] };
}
