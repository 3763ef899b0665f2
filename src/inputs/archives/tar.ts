import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { Problem } from '../../shared/problem.ts';
import type { Bytes } from '../bytes.ts';
import { isNoLog, type Member, unsafeName } from './member.ts';

// Archives older than the ustar magic are tar too; the types of the library do not know the option.
const OPTIONS = { allowUnknownFormat: true, highWaterMark: 64 * 1024 };

/**
 * The files of a tar, in its order. Links, devices and folders hold no bytes and are left out.
 *
 * @throws Problem IN005 where the archive is damaged or cut. Problems of the bytes themselves pass through.
 */
export async function* untar(bytes: Bytes): AsyncGenerator<Member> {
  const entries = extract(OPTIONS);
  const input = Readable.from(bytes, { objectMode: false });
  input.on('error', (error) => entries.destroy(error));
  input.pipe(entries);
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      const unsafe = unsafeName(name);
      if (unsafe !== undefined) yield { kind: 'unsafe', name, message: unsafe };
      else if (isFile(type) && !isNoLog(name)) yield fileOf(name, entry);
      entry.resume();
    }
  } catch (cause) {
    throw damaged(cause);
  } finally {
    entries.destroy();
    input.destroy();
  }
}

function isFile(type: string | null | undefined): boolean {
  return type === undefined || type === null || type === 'file' || type === 'contiguous-file';
}

/** Tar does not compress: what comes out is what went in, and is counted by the archive around it. */
function fileOf(name: string, entry: AsyncIterable<unknown>): Member {
  return { kind: 'file', name, bytes: contentsOf(entry), packedBytes: () => Number.POSITIVE_INFINITY };
}

/** A reader that has enough must not end the entry: the archive goes on behind it. */
async function* contentsOf(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  const chunks = entry[Symbol.asyncIterator]();
  const next = () =>
    chunks.next().catch((cause: unknown) => {
      throw damaged(cause);
    });
  let step = await next();
  try {
    for (; step.done !== true; step = await next()) if (step.value instanceof Uint8Array) yield step.value;
  } finally {
    // What is damaged here shows in the archive too.
    while (step.done !== true) step = await chunks.next().catch(() => ({ done: true, value: undefined }));
  }
}

function damaged(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const isCut = /unexpected end|premature/i.test(message);
  return new Problem('IN005', isCut ? 'the tar archive is cut' : `damaged tar: ${message}`, { cause });
}
