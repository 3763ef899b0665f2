import { decodeHead, type Encoding, encodingOf } from './decode.ts';
import { isEvtx } from './evtx/index.ts';
import { layoutOf, type TextLayout } from './text/layout.ts';

/** How many bytes recognition looks at. An `<Event>` must begin within them. */
export const HEAD_BYTES = 64 * 1024;

/** What a stream holds, by its first bytes alone. */
export type Content =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'archive'; readonly archive: 'gzip' | 'zstd' | 'tar' | 'zip' }
  | { readonly kind: 'evtx' }
  | { readonly kind: 'windows-xml' | 'json'; readonly encoding: Encoding }
  | { readonly kind: 'text'; readonly encoding: Encoding; readonly layout: TextLayout };

/** How the lines of a text that begins so make events; undefined where it is not known. */
export type LayoutFor = (head: string) => TextLayout | undefined;

/**
 * Recognises a stream by its first bytes. The file's name has no say: it is the sender's word. With `anyText` a text
 * that does not look like a log is taken for one; `layoutFor` knows texts that karst does not.
 */
export function sniff(head: Uint8Array, anyText = false, layoutFor: LayoutFor = () => undefined): Content {
  if (head.length === 0) return { kind: 'empty' };
  if (isEvtx(head)) return { kind: 'evtx' };
  if (startsWith(head, [0x1f, 0x8b])) return { kind: 'archive', archive: 'gzip' };
  if (isZstd(head)) return { kind: 'archive', archive: 'zstd' };
  if (isZip(head)) return { kind: 'archive', archive: 'zip' };
  if (isTar(head)) return { kind: 'archive', archive: 'tar' };
  return sniffText(head, anyText, layoutFor);
}

function sniffText(head: Uint8Array, anyText: boolean, layoutFor: LayoutFor): Content {
  const encoding = encodingOf(head);
  const text = decodeHead(head, encoding);
  if (isJson(text)) return { kind: 'json', encoding };
  if (startsWithEvent(text)) return { kind: 'windows-xml', encoding };
  if (BLANK.test(text)) return { kind: 'empty' };
  const layout = isBinary(text) ? undefined : (layoutFor(text) ?? layoutOf(text, anyText));
  if (layout !== undefined) return { kind: 'text', encoding, layout };
  return EVENT.test(text) ? { kind: 'windows-xml', encoding } : { kind: 'unknown' };
}

/** Of what the sample holds so much is no text, in no encoding that logs are written in. */
const MAX_STRANGE_SHARE = 0.02;

/** Control characters other than blanks and escapes, and what could not be decoded. A stray one may stand in any log. */
function isBinary(text: string): boolean {
  let strange = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd || (code < 0x20 && !TEXT_CONTROLS.has(code))) strange++;
  }
  return strange > text.length * MAX_STRANGE_SHARE;
}

/** Tab to carriage return, the escape of colours, and the separator of fields that auditd writes. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b, 0x1d]);

const BLANK = /^[\s\uFEFF\0]*$/;
/** Windows writes the namespace; some exports leave it out. */
const EVENT = /<Event(?:>|\s+xmlns)/;

/** Whether a text is events from its start on: markup, or a header in the line of the first one. */
function startsWithEvent(text: string): boolean {
  const at = text.search(EVENT);
  if (at === -1) return false;
  const before = text.slice(0, at).replace(/^[\s\uFEFF\0]+/, '');
  // A number in brackets is the priority of syslog.
  return /^<\D/.test(before) || !before.includes('\n');
}

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
