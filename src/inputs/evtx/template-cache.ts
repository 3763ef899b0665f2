import type { Chunk } from './chunk-bytes.ts';
import { TEMPLATE_HEADER_BYTES } from './tokens.ts';
import type { Template } from './tree.ts';

/** Definitions that are kept at most, in bytes; a log has some hundred of about 1 KiB. */
const MAX_BYTES = 1 << 22;
/** Next name, hash, length in characters: what stands ahead of a name's characters. */
const NAME_HEADER_BYTES = 8;

/** Where a definition names an element or attribute. */
export interface NameUse {
  /** Place of the name's offset, in bytes from the start of the definition's body. */
  readonly at: number;
  readonly text: string;
  /** The name itself stands right behind its offset. */
  readonly isInLine: boolean;
}

interface Known {
  readonly body: DataView;
  readonly names: readonly NameUse[];
  readonly template: Template;
}

/**
 * Compiled templates, kept from chunk to chunk. Every chunk defines its templates anew; the definitions differ only
 * in where names stand. A definition is taken for a known one when all other bytes are the same and every name is:
 * its GUID alone would be a promise that a crafted file can break. Comparing costs a tenth of compiling, which took
 * a quarter of the time of decoding: bench/decode.ts.
 */
export class TemplateCache {
  private readonly known = new Map<number, Known[]>();
  private sizeBytes = 0;

  /** The template compiled from a definition like the one whose body is that range of the chunk. */
  find(chunk: Chunk, id: number, start: number, end: number): Template | undefined {
    return this.known.get(id)?.find((candidate) => isSame(candidate, chunk, start, end))?.template;
  }

  add(chunk: Chunk, id: number, start: number, end: number, names: readonly NameUse[], template: Template): void {
    this.sizeBytes += end - start + TEMPLATE_HEADER_BYTES;
    if (this.sizeBytes > MAX_BYTES) {
      this.known.clear();
      this.sizeBytes = 0;
    }
    const body = new DataView(Uint8Array.from(chunk.bytes.subarray(start, end)).buffer);
    const entry = { body, names, template };
    const others = this.known.get(id);
    if (others === undefined) this.known.set(id, [entry]);
    else others.push(entry);
  }
}

function isSame({ body, names }: Known, chunk: Chunk, start: number, end: number): boolean {
  if (body.byteLength !== end - start) return false;
  let compared = 0;
  for (const name of names) {
    if (!areSameBytes(body, chunk.view, start, compared, name.at)) return false;
    const offset = chunk.view.getUint32(start + name.at, true);
    compared = name.at + 4;
    if ((offset === start + compared) !== name.isInLine || !isName(chunk, offset, name.text)) return false;
    // Ahead of a name in line stands the offset of the next one in its bucket, which is another in each chunk.
    if (name.isInLine) compared += 4;
  }
  return areSameBytes(body, chunk.view, start, compared, body.byteLength);
}

function areSameBytes(body: DataView, bytes: DataView, start: number, from: number, to: number): boolean {
  let i = from;
  for (; i + 4 <= to; i += 4) if (body.getUint32(i) !== bytes.getUint32(start + i)) return false;
  for (; i < to; i++) if (body.getUint8(i) !== bytes.getUint8(start + i)) return false;
  return true;
}

function isName(chunk: Chunk, offset: number, text: string): boolean {
  const { view } = chunk;
  const first = offset + NAME_HEADER_BYTES;
  if (first + 2 * text.length > view.byteLength || view.getUint16(offset + 6, true) !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (view.getUint16(first + 2 * i, true) !== text.charCodeAt(i)) return false;
  return true;
}
