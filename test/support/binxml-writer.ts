import { createHash } from 'node:crypto';
import { type EvtxValue, encodeScalar, typeOf, valueBytes } from './evtx-values.ts';

/** Content of an element or attribute, as the tokens of binary XML can say it. */
export type XmlContent =
  | string
  | XmlElement
  | { readonly slot: number; readonly type: number; readonly isOptional?: boolean }
  | { readonly cdata: string }
  | { readonly entity: string }
  | { readonly character: number }
  | { readonly instruction: readonly [target: string, data: string] }
  | { readonly instance: XmlInstance };

export interface XmlElement {
  readonly element: string;
  readonly attributes?: readonly (readonly [name: string, content: readonly XmlContent[]])[];
  /** Without it the element is written as `<x/>`. */
  readonly content?: readonly XmlContent[];
}

/** A template and its values. The same template is defined once in a chunk and pointed at afterwards. */
export interface XmlInstance {
  readonly template: XmlElement;
  readonly values: readonly (EvtxValue | XmlFragment)[];
}

/** Binary XML as a value of binary XML. */
export type XmlFragment = { readonly fragment: XmlInstance | XmlElement };

const CHUNK_BYTES = 65_536;
const FIRST_RECORD = 512;
const STRING_TABLE = 0x80;
const TEMPLATE_TABLE = 0x180;
const BINXML = 0x21;
const FRAGMENT_HEADER = [0x0f, 1, 1, 0];
const MORE = 0x40;

/**
 * Lays records down in one chunk, byte by byte: names and template definitions in line where they are first used,
 * and in the chunk's tables. Throws a RangeError where the chunk is full.
 *
 * The layout was checked against files of Windows: hash and bucket of every name and template.
 */
export class ChunkWriter {
  /** Where the next byte goes. */
  at = FIRST_RECORD;
  readonly bytes = Buffer.alloc(CHUNK_BYTES);
  private readonly names = new Map<string, number>();
  private readonly templates = new Map<string, number>();

  /** A record with its header and the size at its end, which grows to a multiple of eight. */
  record(id: bigint, filetime: bigint, content: XmlInstance | XmlElement): void {
    const start = this.at;
    this.u32(0x2a2a);
    this.u32(0);
    this.u64(id);
    this.u64(filetime);
    this.fragment(content);
    while ((this.at + 4 - start) % 8 !== 0) this.u8(0);
    const size = this.at + 4 - start;
    this.u32(size);
    this.bytes.writeUInt32LE(size, start + 4);
  }

  private fragment(content: XmlInstance | XmlElement): void {
    for (const byte of FRAGMENT_HEADER) this.u8(byte);
    if ('template' in content) this.instance(content);
    else this.element(content, false);
    this.u8(0);
  }

  private instance({ template, values }: XmlInstance): void {
    const key = JSON.stringify(template);
    const guid = createHash('sha256').update(key).digest().subarray(0, 16);
    this.u8(0x0c);
    this.u8(1);
    this.raw(guid.subarray(0, 4));
    const known = this.templates.get(key);
    this.u32(known ?? this.at + 4);
    if (known === undefined) this.definition(key, guid, template);
    this.values(values);
  }

  private definition(key: string, guid: Buffer, template: XmlElement): void {
    const start = this.at;
    this.templates.set(key, start);
    let hash = 0;
    for (let i = 0; i < 16; i += 2) hash = (Math.imul(hash, 65_599) + guid.readUInt16LE(i)) >>> 0;
    this.u32(this.chain(TEMPLATE_TABLE + 4 * (hash % 32), start));
    this.raw(guid);
    this.u32(0);
    const body = this.at;
    for (const byte of FRAGMENT_HEADER) this.u8(byte);
    this.element(template, true);
    this.u8(0);
    this.bytes.writeUInt32LE(this.at - body, body - 4);
  }

  private values(values: XmlInstance['values']): void {
    this.u32(values.length);
    const descriptors = this.at;
    this.at += 4 * values.length;
    for (const [i, value] of values.entries()) {
      const start = this.at;
      if (value !== null && typeof value === 'object' && 'fragment' in value) {
        this.fragment(value.fragment);
        this.bytes.writeUInt8(BINXML, descriptors + 4 * i + 2);
      } else {
        this.raw(valueBytes(value));
        this.bytes.writeUInt8(typeOf(value), descriptors + 4 * i + 2);
      }
      this.bytes.writeUInt16LE(this.at - start, descriptors + 4 * i);
    }
  }

  /** Elements of a template definition have a dependency id, those that stand in a record have none. */
  private element({ element, attributes, content }: XmlElement, hasDependencyIds: boolean): void {
    this.u8(attributes === undefined ? 0x01 : 0x01 | MORE);
    if (hasDependencyIds) this.u16(0xffff);
    const size = this.reserve();
    this.name(element);
    if (attributes !== undefined) {
      const attributesSize = this.reserve();
      for (const [i, attribute] of attributes.entries()) {
        this.u8(i + 1 < attributes.length ? 0x06 | MORE : 0x06);
        this.name(attribute[0]);
        for (const part of attribute[1]) this.content(part, hasDependencyIds);
      }
      this.fill(attributesSize);
    }
    this.u8(content === undefined ? 0x03 : 0x02);
    for (const part of content ?? []) this.content(part, hasDependencyIds);
    if (content !== undefined) this.u8(0x04);
    this.fill(size);
  }

  private content(part: XmlContent, hasDependencyIds: boolean): void {
    if (typeof part === 'string') this.counted([0x05, 0x01], part);
    else if ('element' in part) this.element(part, hasDependencyIds);
    else if ('slot' in part) this.slot(part.slot, part.type, part.isOptional === true ? 0x0e : 0x0d);
    else if ('cdata' in part) this.counted([0x07], part.cdata);
    else if ('entity' in part) this.named(0x09, part.entity);
    else if ('instance' in part) this.instance(part.instance);
    else if ('instruction' in part) {
      this.named(0x0a, part.instruction[0]);
      this.counted([0x0b], part.instruction[1]);
    } else {
      this.u8(0x08);
      this.u16(part.character);
    }
  }

  private slot(index: number, type: number, token: number): void {
    this.u8(token);
    this.u16(index);
    this.u8(type);
  }

  private named(token: number, name: string): void {
    this.u8(token);
    this.name(name);
  }

  private counted(head: readonly number[], text: string): void {
    for (const byte of head) this.u8(byte);
    this.u16(text.length);
    this.raw(encodeScalar({ type: 'string', value: text }));
  }

  /** The offset of a name, and the name itself where it is used for the first time. */
  private name(name: string): void {
    const known = this.names.get(name);
    this.u32(known ?? this.at + 4);
    if (known !== undefined) return;
    const start = this.at;
    this.names.set(name, start);
    let hash = 0;
    for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 65_599) + name.charCodeAt(i)) & 0xffff;
    this.u32(this.chain(STRING_TABLE + 4 * (hash % 64), start));
    this.u16(hash);
    this.u16(name.length);
    this.raw(Buffer.from(`${name}\0`, 'utf16le'));
  }

  /** Puts an offset at the head of a table's bucket; gives the one that was there. */
  private chain(bucket: number, offset: number): number {
    const before = this.bytes.readUInt32LE(bucket);
    this.bytes.writeUInt32LE(offset, bucket);
    return before;
  }

  /** Leaves room for a size. */
  private reserve(): number {
    this.u32(0);
    return this.at;
  }

  private fill(start: number): void {
    this.bytes.writeUInt32LE(this.at - start, start - 4);
  }

  private raw(bytes: Uint8Array): void {
    if (this.at + bytes.length > CHUNK_BYTES) throw new RangeError('the chunk is full');
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  private u8(value: number): void {
    this.at = this.bytes.writeUInt8(value, this.at);
  }

  private u16(value: number): void {
    this.at = this.bytes.writeUInt16LE(value, this.at);
  }

  private u32(value: number): void {
    this.at = this.bytes.writeUInt32LE(value, this.at);
  }

  private u64(value: bigint): void {
    this.at = this.bytes.writeBigUInt64LE(value, this.at);
  }
}
