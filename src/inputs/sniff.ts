import { decodeHead, type Encoding, encodingOf } from './decode.ts';
import { isEvtx } from './evtx/index.ts';

/** How many bytes recognition looks at. An `<Event>` must begin within them. */
export const HEAD_BYTES = 64 * 1024;

/** What a stream holds, by its first bytes alone. */
export type Content =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'archive'; readonly archive: 'gzip' | 'zstd' | 'tar' | 'zip' }
  | { readonly kind: 'evtx' }
  | { readonly kind: 'windows-xml' | 'json'; readonly encoding: Encoding };

/** Recognises a stream by its first bytes. The file's name has no say: it is the sender's word. */
export function sniff(head: Uint8Array): Content {
  if (head.length === 0) return { kind: 'empty' };
  if (isEvtx(head)) return { kind: 'evtx' };
  if (startsWith(head, [0x1f, 0x8b])) return { kind: 'archive', archive: 'gzip' };
  if (isZstd(head)) return { kind: 'archive', archive: 'zstd' };
  if (isZip(head)) return { kind: 'archive', archive: 'zip' };
  if (isTar(head)) return { kind: 'archive', archive: 'tar' };
  return sniffText(head);
}

function sniffText(head: Uint8Array): Content {
  const encoding = encodingOf(head);
  const text = decodeHead(head, encoding);
  if (isJson(text)) return { kind: 'json', encoding };
  if (EVENT.test(text)) return { kind: 'windows-xml', encoding };
  return { kind: BLANK.test(text) ? 'empty' : 'unknown' };
}

const BLANK = /^[\s\uFEFF\0]*$/;
/** Windows writes the namespace; some exports leave it out. */
const EVENT = /<Event(?:>|\s+xmlns)/;
/** An object, or an array of objects. A log line may begin with a bracket too, but then no brace follows. */
const JSON_START = /^[\s\uFEFF\0]*(?:\[\s*)?\{\s*(?:"|\}|$)|^[\s\uFEFF\0]*\[\s*\]\s*$/;

function isJson(text: string): boolean {
  return JSON_START.test(text);
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** A frame, or a skippable frame before the first one. */
function isZstd(head: Uint8Array): boolean {
  const [first = 0, second, third, fourth] = head;
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) return true;
  return (first & 0xf0) === 0x50 && second === 0x2a && third === 0x4d && fourth === 0x18;
}

/** A local file header, or the end record of an archive without entries. */
function isZip(head: Uint8Array): boolean {
  return startsWith(head, [0x50, 0x4b, 3, 4]) || startsWith(head, [0x50, 0x4b, 5, 6]);
}

const TAR_HEADER_BYTES = 512;
const TAR_CHECKSUM = { start: 148, end: 156 } as const;

/** Old archives have no magic: the checksum of the first header tells them all. */
function isTar(head: Uint8Array): boolean {
  if (head.length < TAR_HEADER_BYTES || head[0] === 0) return false;
  const written = Buffer.from(head.subarray(TAR_CHECKSUM.start, TAR_CHECKSUM.end)).toString('latin1');
  const octal = /^[\s\0]*([0-7]{1,7})[\s\0]*$/.exec(written)?.[1];
  if (octal === undefined) return false;
  let sum = 0;
  for (let index = 0; index < TAR_HEADER_BYTES; index++) {
    const isInChecksum = index >= TAR_CHECKSUM.start && index < TAR_CHECKSUM.end;
    sum += isInChecksum ? 0x20 : (head[index] ?? 0);
  }
  return sum === Number.parseInt(octal, 8);
}
