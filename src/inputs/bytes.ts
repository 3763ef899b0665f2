/** Bytes as they come. A chunk belongs to whoever receives it and is not written to again. */
export type Bytes = AsyncIterable<Uint8Array>;

/** A stream whose first bytes were looked at. */
export interface Peeked {
  /** The first bytes: as many as were asked for, more where a chunk held more, fewer where the stream is shorter. */
  readonly head: Uint8Array;
  /** The whole stream, `head` included. It can be read once. */
  readonly bytes: Bytes;
  /** Lets go of the stream, also where `bytes` was never read. */
  close(): Promise<void>;
}

/** Looks at the first bytes of a stream without taking them from it. */
export async function peek(bytes: Bytes, count: number): Promise<Peeked> {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const step = await iterator.next();
    if (step.done) break;
    chunks.push(step.value);
    length += step.value.length;
  }
  const head = chunks.length === 1 ? (chunks[0] ?? EMPTY) : Buffer.concat(chunks, length);
  return {
    head,
    bytes: replay(head, iterator),
    close: async () => {
      await iterator.return?.();
    },
  };
}

const EMPTY = new Uint8Array(0);

async function* replay(head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (;;) {
    const step = await iterator.next();
    if (step.done) return;
    yield step.value;
  }
}

/** A stream of one chunk. */
export async function* oneChunk(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}

/** The whole stream in one piece, or undefined where it is longer than `limit` bytes. */
export async function collect(bytes: Bytes, limit: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Reads a stream piece by piece: exact counts for headers, streams for contents. */
export class ByteCursor {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = EMPTY;
  #offset = 0;

  constructor(bytes: Bytes) {
    this.#iterator = bytes[Symbol.asyncIterator]();
  }

  /** Bytes taken so far. */
  get offset(): number {
    return this.#offset;
  }

  /** The next `count` bytes, fewer where the stream ends. For small counts: it holds them all. */
  async take(count: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.pass(count)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** The next `count` bytes as they come. They are taken only as far as they are read. */
  async *pass(count: number): AsyncGenerator<Uint8Array> {
    let left = count;
    while (left > 0 && (await this.#more())) {
      const part = this.#chunk.subarray(0, left);
      this.#chunk = this.#chunk.subarray(part.length);
      this.#offset += part.length;
      left -= part.length;
      yield part;
    }
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async #more(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const step = await this.#iterator.next();
      if (step.done) return false;
      this.#chunk = step.value;
    }
    return true;
  }
}
