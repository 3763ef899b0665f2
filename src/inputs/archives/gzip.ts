import { createGunzip } from 'node:zlib';
import { Problem } from '../../shared/problem.ts';
import type { Bytes } from '../bytes.ts';

/**
 * So little at a time that even the densest stream stays small when expanded (deflate gives 1032 to 1 at most), and
 * that little is lost where a slice turns out to be damaged: zlib keeps back what it expanded of it.
 */
const SLICE_BYTES = 4 * 1024;

const BEHIND_END = 'bytes behind its end that are no gzip';

/**
 * Expands gzip, of one member or several. What comes before a damaged or missing end is given first.
 *
 * @throws Problem IN005 for a stream that is damaged or cut.
 */
export async function* gunzip(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
  let expanded: Uint8Array[] = [];
  let failure: Error | undefined;
  // Listening, not reading: a reader would lose what was expanded before an error.
  stream.on('data', (chunk: Uint8Array) => expanded.push(chunk));
  stream.on('error', (error) => {
    failure = error;
  });
  // Behind the end of the last member nothing is taken any more: a write is then never answered.
  const isOver = new Promise<void>((resolve) => stream.once('end', resolve).once('close', resolve));
  let given = 0;
  const take = (): Uint8Array[] => {
    const taken = expanded;
    expanded = [];
    return taken;
  };
  try {
    for await (const chunk of bytes) {
      for (let at = 0; at < chunk.length && failure === undefined; at += SLICE_BYTES) {
        const slice = chunk.subarray(at, at + SLICE_BYTES);
        await settled((done) => stream.write(slice, done), isOver);
        yield* take();
        given += slice.length;
        // Zeros pad what tapes and block devices hold. Anything else was not read and must not go unsaid.
        const left = slice.subarray(Math.max(0, slice.length - (given - stream.bytesWritten)));
        if (stream.readableEnded && left.some((byte) => byte !== 0)) failure ??= new Error(BEHIND_END);
      }
      if (failure !== undefined) break;
    }
    if (failure === undefined) await settled((done) => stream.once('close', done).end(), isOver);
    yield* take();
  } finally {
    stream.destroy();
  }
  if (failure !== undefined) throw new Problem('IN005', reasonOf(failure), { cause: failure });
}

/** Waits for a step of the stream, and for the listeners that it wakes. */
async function settled(step: (done: () => void) => unknown, isOver: Promise<void>): Promise<void> {
  await Promise.race([new Promise<void>((resolve) => void step(resolve)), isOver]);
  await new Promise((resolve) => setImmediate(resolve));
}

function reasonOf(error: Error): string {
  return error.message === 'unexpected end of file' ? 'the gzip stream is cut' : `damaged gzip: ${error.message}`;
}
