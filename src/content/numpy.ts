/** Far more than a model of a published search has. */
const MAX_ELEMENTS = 100_000;

/**
 * The numbers of a list that NumPy saved (format 1 or 2, one dimension, doubles of little-endian order); undefined for
 * bytes that are anything else.
 *
 * Source: NumPy, numpy.lib.format.
 */
export function readNumpyList(bytes: Uint8Array): readonly number[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || !MAGIC.every((byte, index) => bytes[index] === byte)) return undefined;
  const version = view.getUint8(6);
  if (version !== 1 && version !== 2) return undefined;
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length) return undefined;
  const count = countOf(new TextDecoder('latin1').decode(bytes.subarray(start, start + length)));
  const data = start + length;
  if (count === undefined || count > MAX_ELEMENTS || data + 8 * count !== bytes.length) return undefined;
  return Array.from({ length: count }, (_, index) => view.getFloat64(data + 8 * index, true));
}

/** `\x93NUMPY`. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** How many elements the header tells, if they are doubles in one dimension. */
function countOf(header: string): number | undefined {
  const isDoubles = /'descr': *'<f8'/.test(header);
  const count = /'shape': *\((\d{1,9}),? *\)/.exec(header)?.[1];
  return isDoubles && count !== undefined ? Number(count) : undefined;
}
