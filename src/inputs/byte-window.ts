import type { Bytes } from './bytes.ts';
import { type Encoding, toUtf8 } from './decode.ts';

const INITIAL_BYTES = 512 * 1024;

/**
 * The part of a text that is in memory, as UTF-8 bytes in one buffer. Records are found in it by native searches
 * and only then made strings, each its own: a slice of a large string would keep all of it alive.
 *
 * Indexes count from the start of `buffer`; `fill` moves them.
 */
export class ByteWindow {
  readonly #iterator: AsyncIterator<Uint8Array>;
  readonly #isUtf16: boolean;
  #buffer: Buffer = Buffer.allocUnsafe(INITIAL_BYTES);
  #end = 0;
  #base = 0;
  #isEnded = false;
  /** A place whose offset in the file is known; for UTF-16 the others are counted from it. */
  #anchor = { position: 0, offset: 0 };

  /** @param offset the place of the first of `bytes` in the file; only UTF-8 may begin elsewhere than at its beginning. */
  constructor(bytes: Bytes, encoding: Encoding, offset = 0) {
    this.#base = offset;
    this.#iterator = toUtf8(bytes, encoding)[Symbol.asyncIterator]();
    this.#isUtf16 = encoding !== 'utf-8';
  }

  /** What is in memory. A new array after each `fill`. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#end);
  }

  /** Nothing follows what is in memory. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Forgets what lies before `keepFrom`, which becomes index 0, and adds the next bytes. */
  async fill(keepFrom: number): Promise<void> {
    this.forget(keepFrom);
    const step = await this.#iterator.next();
    if (step.done) this.#isEnded = true;
    else this.#append(step.value);
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  /** The place of an index in the whole text, counted in UTF-8 bytes from the beginning of the file. It does not move. */
  positionOf(index: number): number {
    return this.#base + index;
  }

  /** The place of an index in the file, in bytes of the file's own encoding. */
  offsetOf(index: number): number {
    const position = this.positionOf(index);
    if (!this.#isUtf16) return position;
    const { position: from, offset } = this.#anchor;
    const [low, high] = from <= position ? [from, position] : [position, from];
    const units = utf16Units(this.#buffer.subarray(low - this.#base, high - this.#base));
    const found = offset + (from <= position ? units : -units) * 2;
    this.#anchor = { position, offset: found };
    return found;
  }

  /** Forgets what lies before `index`, which becomes index 0. */
  forget(index: number): void {
    if (index === 0) return;
    this.offsetOf(index);
    this.#buffer.copyWithin(0, index, this.#end);
    this.#end -= index;
    this.#base += index;
  }

  #append(chunk: Uint8Array): void {
    const needed = this.#end + chunk.length;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#end);
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end = needed;
  }
}

/** The UTF-16 code units of well-formed UTF-8, each counted at its first byte: parts add up wherever they are cut. */
function utf16Units(bytes: Uint8Array): number {
  let units = 0;
  for (const byte of bytes) {
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
