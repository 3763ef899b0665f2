/** One value of a type of the EVTX format. Where the format has no integer type for JavaScript, it takes a bigint. */
export type EvtxScalar =
  | { readonly type: 'string' | 'ansi' | 'guid' | 'sid' | 'evtXml'; readonly value: string }
  | { readonly type: NumberType; readonly value: number }
  | { readonly type: BigintType; readonly value: bigint }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'binary'; readonly value: Uint8Array }
  /** Year, month, day of week, day, hour, minute, second, millisecond. */
  | { readonly type: 'systemtime'; readonly value: readonly number[] };

type NumberType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float' | 'double' | 'hex32';
type BigintType = 'int64' | 'uint64' | 'sizeT' | 'filetime' | 'hex64' | 'evtHandle';

/** A value: plain text is a UTF-16 string. */
export type EvtxValue = string | null | EvtxScalar | { readonly array: readonly EvtxScalar[] };

const CODES: Readonly<Record<EvtxScalar['type'], number>> = {
  string: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  float: 0x0b,
  double: 0x0c,
  boolean: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  sizeT: 0x10,
  filetime: 0x11,
  systemtime: 0x12,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  evtHandle: 0x20,
  evtXml: 0x23,
};
const ARRAY = 0x80;

/** The number of a value's type. An empty array is one of strings. */
export function typeOf(value: EvtxValue): number {
  if (value === null) return 0;
  if (typeof value === 'string') return CODES.string;
  if (!('array' in value)) return CODES[value.type];
  return ARRAY | CODES[value.array[0]?.type ?? 'string'];
}

/** The bytes of a value; in an array each string ends with NUL. */
export function valueBytes(value: EvtxValue): Buffer {
  if (value === null) return Buffer.alloc(0);
  if (typeof value === 'string') return Buffer.from(value, 'utf16le');
  if (!('array' in value)) return encodeScalar(value);
  return Buffer.concat(value.array.map((item) => Buffer.concat([encodeScalar(item), terminator(item)])));
}

/** The bytes of one value. */
export function encodeScalar(scalar: EvtxScalar): Buffer {
  switch (scalar.type) {
    case 'string':
    case 'evtXml':
      return Buffer.from(scalar.value, 'utf16le');
    case 'ansi':
      return Buffer.from(scalar.value, 'latin1');
    case 'guid':
      return guidBytes(scalar.value);
    case 'sid':
      return sidBytes(scalar.value);
    case 'binary':
      return Buffer.from(scalar.value);
    case 'boolean':
      return Buffer.from([scalar.value ? 1 : 0, 0, 0, 0]);
    case 'systemtime':
      return Buffer.from(Uint16Array.from(scalar.value).buffer);
    case 'float':
      return Buffer.from(Float32Array.of(scalar.value).buffer);
    case 'double':
      return Buffer.from(Float64Array.of(scalar.value).buffer);
    case 'int8':
    case 'uint8':
      return Buffer.from(Uint8Array.of(scalar.value));
    case 'int16':
    case 'uint16':
      return Buffer.from(Uint16Array.of(scalar.value).buffer);
    case 'int32':
    case 'uint32':
    case 'hex32':
      return Buffer.from(Uint32Array.of(scalar.value).buffer);
    default:
      return Buffer.from(BigUint64Array.of(BigInt.asUintN(64, scalar.value)).buffer);
  }
}

function terminator(item: EvtxScalar): Buffer {
  if (item.type === 'string' || item.type === 'evtXml') return Buffer.alloc(2);
  return Buffer.alloc(item.type === 'ansi' ? 1 : 0);
}

/** `{00112233-4455-6677-8899-AABBCCDDEEFF}`, with or without braces; the first three parts go last byte first. */
function guidBytes(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll(/[{}-]/g, ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/** `S-1-5-21-...`: revision, authority, sub-authorities. */
function sidBytes(text: string): Buffer {
  const [revision = 1, authority = 0, ...parts] = text.slice(2).split('-').map(Number);
  const bytes = Buffer.alloc(8 + 4 * parts.length);
  bytes.writeUInt8(revision, 0);
  bytes.writeUInt8(parts.length, 1);
  bytes.writeUIntBE(authority, 2, 6);
  for (const [i, part] of parts.entries()) bytes.writeUInt32LE(part, 8 + 4 * i);
  return bytes;
}
