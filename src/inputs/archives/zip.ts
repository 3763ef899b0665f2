import {
  type Entry,
  fromBufferPromise,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  openPromise,
  type ZipFile,
} from 'yauzl';
import { Problem } from '../../shared/problem.ts';
import { isNoLog, type Member, unsafeName } from './member.ts';
import { mendZip } from './zip-mend.ts';

// Names are decoded here: the library's own check would give up the whole archive for one bad name.
const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true } as const;

/**
 * The members of a zip, in the order of its directory.
 *
 * @param archive the path of a file, or the whole archive.
 * @throws Problem IN005 where the directory is damaged.
 */
export async function* unzip(archive: string | Buffer): AsyncGenerator<Member> {
  const zip = await opened(archive);
  try {
    for await (const entry of entriesOf(zip)) {
      const member = await memberOf(zip, entry);
      if (member !== undefined) yield member;
    }
  } finally {
    zip.close();
  }
}

async function opened(archive: string | Buffer): Promise<ZipFile> {
  try {
    return await (typeof archive === 'string' ? openPromise(archive, OPTIONS) : fromBufferPromise(archive, OPTIONS));
  } catch (cause) {
    return await openedMended(archive, cause);
  }
}

/** Opens an archive that the library refused because its size is wrong. @throws Problem IN005 for any other reason. */
async function openedMended(archive: string | Buffer, refusal: unknown): Promise<ZipFile> {
  const mended = await mendZip(archive);
  if (mended === undefined) throw damaged(refusal);
  try {
    return await fromRandomAccessReaderPromise(mended.reader, mended.sizeBytes, OPTIONS);
  } catch {
    throw damaged(refusal);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    throw cause instanceof Problem ? cause : damaged(cause);
  }
}

async function memberOf(zip: ZipFile, entry: Entry): Promise<Member | undefined> {
  const name = nameOf(entry);
  const unsafe = unsafeName(name);
  if (unsafe !== undefined) return { kind: 'unsafe', name, message: unsafe };
  if (isNoLog(name)) return undefined;
  if (entry.isEncrypted()) return { kind: 'damaged', name, message: 'encrypted: take it out of the archive first' };
  try {
    const bytes = contentsOf(await zip.openReadStreamPromise(entry));
    return { kind: 'file', name, bytes, packedBytes: () => entry.compressedSize };
  } catch (cause) {
    return { kind: 'damaged', name, message: damaged(cause).message };
  }
}

/** Errors of the stream that the contents come from are the archive's damage. */
async function* contentsOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await iterator.next().catch((cause: unknown) => {
        throw damaged(cause);
      });
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** With `decodeStrings: false` the library hands the bytes of the name, whatever its types say. */
function nameOf(entry: Entry): string {
  const bytes: unknown = entry.fileName;
  if (typeof bytes === 'string') return bytes;
  const raw = bytes instanceof Uint8Array ? Buffer.from(bytes) : Buffer.alloc(0);
  return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
}

function damaged(cause: unknown): Problem {
  return new Problem('IN005', `damaged zip: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
}
