import type { Bytes } from './bytes.ts';

/** The encodings that Windows and its log shippers write text in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How many bytes tell the encoding. */
const SAMPLE_BYTES = 1024;

/**
 * The encoding of a text, by its byte order mark, or without one by where its zero bytes lie: of markup and JSON
 * nearly every character is ASCII, so that in UTF-16 one byte of nearly every pair is zero.
 */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.min(head.length, SAMPLE_BYTES) >> 1;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[pair * 2] === 0) evenZeros++;
    if (head[pair * 2 + 1] === 0) oddZeros++;
  }
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.1) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.1) return 'utf-16be';
  return 'utf-8';
}

/** The text of a stream's first bytes. A character cut at the end becomes U+FFFD. */
export function decodeHead(head: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(head);
}

/**
 * The same text as UTF-8 bytes. UTF-8 passes through as it is, invalid sequences too: they become U+FFFD when a
 * record is made a string. A lone UTF-16 surrogate becomes U+FFFD. A byte order mark stays.
 */
export function toUtf8(bytes: Bytes, encoding: Encoding): Bytes {
  return encoding === 'utf-8' ? bytes : transcode(bytes, encoding);
}

async function* transcode(bytes: Bytes, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield Buffer.from(text);
  }
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest);
}
