import { damaged } from './damage.ts';
import { CHUNK_HEADER_BYTES } from './tokens.ts';

/** Element and attribute names; the longest that Windows writes have some 60 characters. */
const MAX_NAME_LENGTH = 1024;
/** Next name, hash, length in characters. */
const NAME_HEADER_BYTES = 8;
const BAD_NAME = /[\s<>&'"/=]/;

export interface Name {
  readonly text: string;
  /** What the name takes in the chunk, with its header and the NUL at its end. */
  readonly bytes: number;
}

/**
 * The bytes of one chunk with what was read of it so far. Every read names the end of what it may read; past that
 * it throws a Problem IN004.
 */
export class Chunk {
  readonly bytes: Buffer;
  readonly view: DataView;
  private readonly names = new Map<number, Name>();

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(at: number, end: number): number {
    this.need(at + 1, end);
    return this.view.getUint8(at);
  }

  u16(at: number, end: number): number {
    this.need(at + 2, end);
    return this.view.getUint16(at, true);
  }

  u32(at: number, end: number): number {
    this.need(at + 4, end);
    return this.view.getUint32(at, true);
  }

  utf16(start: number, end: number): string {
    return this.bytes.toString('utf16le', start, end);
  }

  /** The name at an offset; names stand anywhere in the chunk, also behind the place that uses them. */
  name(offset: number): Name {
    const known = this.names.get(offset);
    if (known !== undefined) return known;
    const name = this.readName(offset);
    this.names.set(offset, name);
    return name;
  }

  private readName(offset: number): Name {
    const end = this.bytes.length;
    if (offset < CHUNK_HEADER_BYTES) throw damaged('a name outside of the chunk', offset);
    const length = this.u16(offset + 6, end);
    const start = offset + NAME_HEADER_BYTES;
    if (length === 0 || length > MAX_NAME_LENGTH) throw damaged(`a name of ${length} characters`, offset);
    this.need(start + 2 * length, end);
    const text = this.utf16(start, start + 2 * length);
    if (BAD_NAME.test(text)) throw damaged(`a name that XML does not allow: ${JSON.stringify(text)}`, offset);
    return { text, bytes: NAME_HEADER_BYTES + 2 * length + 2 };
  }

  private need(next: number, end: number): void {
    if (next > end) throw damaged(`${next - end} more bytes were expected`, end);
  }
}
