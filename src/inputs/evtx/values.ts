import type { Chunk } from './chunk-bytes.ts';
import { damaged } from './damage.ts';
import { escapeText } from './escape.ts';
import { Latin1Writer } from './latin1-writer.ts';
import { TimeWriter, writeSystemtime } from './time.ts';
import { CHUNK_BYTES, TYPE } from './tokens.ts';

/**
 * The most that the text of a value takes for each byte of value and value descriptor: `&amp;` for a character of
 * an ANSI string.
 */
export const MOST_TEXT_PER_BYTE = 5;

/** Turns values into XML source text as Windows renders it. One serves many chunks, one after the other. */
export class ValueWriter {
  readonly out = new Latin1Writer(MOST_TEXT_PER_BYTE * CHUNK_BYTES + 1024);
  private readonly time = new TimeWriter();
  private readonly windows1252 = new TextDecoder('windows-1252');

  /**
   * Whether a value can be written.
   *
   * @throws Problem IN004 for an unknown type or a size below that of the type.
   */
  check(chunk: Chunk, type: number, at: number, size: number): void {
    if (size >= (UNQUESTIONED_BYTES[type] ?? 0) || size === 0) return;
    const writer = WRITERS[type];
    if (writer === undefined) throw damaged(`a value of unknown type 0x${type.toString(16)}`, at);
    if (size < writer.leastBytes) throw damaged(`a value of ${size} bytes, expected ${writer.leastBytes}`, at);
    if (type === TYPE.SID && sidBytes(chunk.view, at) > size) throw damaged(`a SID of ${size} bytes`, at);
  }

  /** Appends the text of a value that was checked to `out`. Text that has a character above 255 is returned
   * instead, as it stands in an element. */
  write(chunk: Chunk, type: number, at: number, size: number, isAttribute = false): string | undefined {
    if (type === TYPE.STRING) return this.utf16(chunk, at, size, isAttribute);
    if (size === 0) return undefined;
    if (type === TYPE.ANSI_STRING) return this.ansi(chunk, at, size);
    if (type === TYPE.EVT_XML) return chunk.utf16(at, textEnd(chunk, at, size));
    WRITERS[type]?.write(this.out, chunk.view, at, size, this.time);
    return undefined;
  }

  /**
   * The text of a value by itself.
   *
   * @throws Problem IN004 as `check` does.
   */
  text(chunk: Chunk, type: number, at: number, size: number): string {
    this.check(chunk, type, at, size);
    const start = this.out.length;
    const text = this.write(chunk, type, at, size) ?? this.out.text(start);
    this.out.length = start;
    return text;
  }

  /**
   * The texts of the items of an array.
   *
   * @throws Problem IN004 as `check` does.
   */
  items(chunk: Chunk, type: number, at: number, size: number): string[] {
    const items: string[] = [];
    let next = at;
    while (next < at + size) {
      const itemSize = itemBytes(chunk, type, next, at + size);
      items.push(this.text(chunk, type, next, itemSize));
      next += itemSize + separatorBytes(type);
    }
    return items;
  }

  private utf16(chunk: Chunk, at: number, size: number, isAttribute: boolean): string | undefined {
    const { view } = chunk;
    const { out } = this;
    const start = out.length;
    const end = textEnd(chunk, at, size);
    let next = out.copyPlain(view, at, end, isAttribute);
    while (next < end) {
      const code = view.getUint16(next, true);
      if (code > 255) {
        out.length = start;
        return escapeText(chunk.utf16(at, end));
      }
      out.ascii(ENTITIES[code] ?? '');
      next = out.copyPlain(view, next + 2, end, isAttribute);
    }
    return undefined;
  }

  private ansi(chunk: Chunk, at: number, size: number): string {
    const text = this.windows1252.decode(chunk.bytes.subarray(at, at + size));
    return escapeText(text.replace(/\0+$/, ''));
  }
}

/** What stands for characters that have to be escaped. */
const ENTITIES: { readonly [code: number]: string } = { 38: '&amp;', 39: '&apos;', 60: '&lt;', 62: '&gt;' };

interface Writer {
  /** The size of a value whose type has one, else the least. */
  readonly leastBytes: number;
  readonly write: (out: Latin1Writer, view: DataView, at: number, size: number, time: TimeWriter) => void;
}

/** How the values of each type are written, but for strings. */
const WRITERS: { readonly [type: number]: Writer | undefined } = {
  [TYPE.NULL]: { leastBytes: 0, write: () => {} },
  [TYPE.INT8]: { leastBytes: 1, write: (out, view, at) => out.decimal(view.getInt8(at)) },
  [TYPE.UINT8]: { leastBytes: 1, write: (out, view, at) => out.decimal(view.getUint8(at)) },
  [TYPE.INT16]: { leastBytes: 2, write: (out, view, at) => out.decimal(view.getInt16(at, true)) },
  [TYPE.UINT16]: { leastBytes: 2, write: (out, view, at) => out.decimal(view.getUint16(at, true)) },
  [TYPE.INT32]: { leastBytes: 4, write: (out, view, at) => out.decimal(view.getInt32(at, true)) },
  [TYPE.UINT32]: { leastBytes: 4, write: (out, view, at) => out.decimal(view.getUint32(at, true)) },
  [TYPE.INT64]: { leastBytes: 8, write: (out, view, at) => out.ascii(String(view.getBigInt64(at, true))) },
  [TYPE.UINT64]: { leastBytes: 8, write: writeUint64 },
  [TYPE.FLOAT]: { leastBytes: 4, write: (out, view, at) => out.ascii(floatText(view.getFloat32(at, true))) },
  [TYPE.DOUBLE]: { leastBytes: 8, write: (out, view, at) => out.ascii(decimalText(view.getFloat64(at, true))) },
  [TYPE.BOOL]: {
    leastBytes: 4,
    write: (out, view, at) => out.ascii(view.getUint32(at, true) === 0 ? 'false' : 'true'),
  },
  [TYPE.BINARY]: { leastBytes: 0, write: writeBinary },
  [TYPE.GUID]: { leastBytes: 16, write: writeGuid },
  [TYPE.SIZE_T]: { leastBytes: 4, write: writeSizedHex },
  [TYPE.FILETIME]: { leastBytes: 8, write: writeFiletime },
  [TYPE.SYSTEMTIME]: { leastBytes: 16, write: writeSystemtime },
  [TYPE.SID]: { leastBytes: 8, write: writeSid },
  [TYPE.HEX32]: { leastBytes: 4, write: (out, view, at) => out.prefixedHex(0, view.getUint32(at, true)) },
  [TYPE.HEX64]: { leastBytes: 8, write: (out, view, at) => writeSizedHex(out, view, at, 8) },
  [TYPE.EVT_HANDLE]: { leastBytes: 4, write: writeSizedHex },
};

/**
 * By the type of a value: the size from which on it needs no closer look. Where it always does, that size is out of reach.
 */
const UNQUESTIONED_BYTES: readonly number[] = Array.from({ length: 256 }, (_, type) => {
  if (type === TYPE.STRING || type === TYPE.ANSI_STRING || type === TYPE.EVT_XML) return 0;
  return type === TYPE.SID ? 0x1_0000 : (WRITERS[type]?.leastBytes ?? 0x1_0000);
});

function writeUint64(out: Latin1Writer, view: DataView, at: number): void {
  const high = view.getUint32(at + 4, true);
  if (high < 0x20_0000) out.decimal(high * 0x1_0000_0000 + view.getUint32(at, true));
  else out.ascii(String(view.getBigUint64(at, true)));
}

function writeBinary(out: Latin1Writer, view: DataView, at: number, size: number): void {
  for (let i = at; i < at + size; i++) out.hexBytes(view.getUint8(i), 1);
}

/** The first three parts are little-endian numbers, the rest are bytes. */
function writeGuid(out: Latin1Writer, view: DataView, at: number): void {
  out.byte(123);
  out.hexBytes(view.getUint32(at, true), 4);
  out.byte(45);
  out.hexBytes(view.getUint16(at + 4, true), 2);
  out.byte(45);
  out.hexBytes(view.getUint16(at + 6, true), 2);
  out.byte(45);
  out.hexBytes(view.getUint16(at + 8), 2);
  out.byte(45);
  out.hexBytes(view.getUint32(at + 10), 4);
  out.hexBytes(view.getUint16(at + 14), 2);
  out.byte(125);
}

/** What has the size of a pointer on the machine that wrote it. */
function writeSizedHex(out: Latin1Writer, view: DataView, at: number, size: number): void {
  out.prefixedHex(size < 8 ? 0 : view.getUint32(at + 4, true), view.getUint32(at, true));
}

function writeFiletime(out: Latin1Writer, view: DataView, at: number, _size: number, time: TimeWriter): void {
  time.filetime(out, view.getUint32(at + 4, true), view.getUint32(at, true));
}

/** Source: [MS-DTYP] 2.4.2.1, the text form of a SID. */
function writeSid(out: Latin1Writer, view: DataView, at: number): void {
  const end = at + sidBytes(view, at);
  out.ascii('S-');
  out.decimal(view.getUint8(at));
  out.byte(45);
  const high = view.getUint16(at + 2);
  if (high === 0) out.decimal(view.getUint32(at + 4));
  else out.prefixedHex(high, view.getUint32(at + 4));
  for (let i = at + 8; i < end; i += 4) {
    out.byte(45);
    out.decimal(view.getUint32(i, true));
  }
}

/** Revision, number of sub-authorities, authority (6 bytes), then 4 bytes each. */
function sidBytes(view: DataView, at: number): number {
  return 8 + 4 * view.getUint8(at + 1);
}

/** Strings in an array end with NUL, SIDs say their length, the rest has a fixed size. */
function itemBytes(chunk: Chunk, type: number, at: number, end: number): number {
  if (type === TYPE.STRING || type === TYPE.EVT_XML) return stringBytes(chunk, at, end);
  if (type === TYPE.ANSI_STRING) {
    const nul = chunk.bytes.subarray(at, end).indexOf(0);
    return nul < 0 ? end - at : nul;
  }
  if (type === TYPE.SID && end - at >= 8) return Math.min(sidBytes(chunk.view, at), end - at);
  if (type === TYPE.SIZE_T || type === TYPE.EVT_HANDLE) return Math.min((end - at) % 8 === 0 ? 8 : 4, end - at);
  return Math.min(WRITERS[type]?.leastBytes || end - at, end - at);
}

function stringBytes(chunk: Chunk, at: number, end: number): number {
  let next = at;
  while (next + 1 < end && chunk.view.getUint16(next, true) !== 0) next += 2;
  return next + 1 < end ? next - at : end - at;
}

function separatorBytes(type: number): number {
  if (type === TYPE.STRING || type === TYPE.EVT_XML) return 2;
  return type === TYPE.ANSI_STRING ? 1 : 0;
}

/** Where a string ends: before the NULs that some writers count in, and at a whole character. */
function textEnd(chunk: Chunk, at: number, size: number): number {
  let end = at + (size & ~1);
  while (end > at && chunk.view.getUint16(end - 2, true) === 0) end -= 2;
  return end;
}

/** XML Schema's words for what has no digits. */
function decimalText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
}

/** The shortest decimal that is this float, not that of the double it was widened to. */
function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return decimalText(text);
  }
  return decimalText(Number.isFinite(value) ? Number(value.toPrecision(9)) : value);
}
