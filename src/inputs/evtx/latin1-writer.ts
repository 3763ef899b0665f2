const WORD_BYTES = 4;
const DIGIT_0 = 48;
const LETTERS_LOWER = Buffer.from('0123456789abcdef', 'latin1');
/** The two digits of each byte. */
const HEX_PAIRS = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).toUpperCase().padStart(2, '0'), 'latin1').readUInt16BE(),
);

/**
 * Collects the text of many values as bytes, one byte a character, so that one call into the runtime makes a string
 * of them all. Making a string for each value costs about 100 ns of call alone, and values are short: bench/decode.ts.
 */
export class Latin1Writer {
  readonly bytes: Buffer;
  readonly sizeBytes: number;
  length = 0;
  private readonly words: DataView;

  constructor(sizeBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(sizeBytes + WORD_BYTES);
    this.sizeBytes = sizeBytes;
    this.words = new DataView(this.bytes.buffer);
  }

  /** What was written from an offset on. */
  text(from = 0): string {
    return this.length === from ? '' : this.bytes.toString('latin1', from, this.length);
  }

  byte(code: number): void {
    this.bytes[this.length++] = code;
  }

  /** Text of characters below 256. */
  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.bytes[this.length++] = text.charCodeAt(i);
  }

  /** Bytes that begin with a word of `source`: whole words are written, and what is too much is overwritten. */
  copyWords(source: Uint32Array, firstWord: number, sizeBytes: number): void {
    const { words } = this;
    const end = this.length + sizeBytes;
    let word = firstWord;
    for (let next = this.length; next < end; next += WORD_BYTES) words.setUint32(next, source[word++] ?? 0, true);
    this.length = end;
  }

  /**
   * Copies UTF-16 text up to the first character that is above 255 or has to be escaped in XML; gives the offset
   * where that stands, or `end`. In an attribute, `'` has to be escaped too. Most bytes of a log go through here, so four
   * characters at a time: bench/decode.ts.
   */
  copyPlain(view: DataView, start: number, end: number, isAttribute: boolean): number {
    const { bytes, words } = this;
    // `&` and `'` differ in their last bit.
    const ampersand = isAttribute ? ~0x0101_0101 : ~0;
    let next = this.length;
    let at = start;
    for (; at + 8 <= end; at += 8) {
      const low = view.getUint32(at, true);
      const high = view.getUint32(at + 4, true);
      const four = (low & 0xff) | ((low >>> 8) & 0xff00) | ((high & 0xff) << 16) | ((high << 8) & 0xff00_0000);
      if (((low | high) & 0xff00_ff00) !== 0 || hasMarkup(four, ampersand)) break;
      words.setUint32(next, four, true);
      next += 4;
    }
    for (; at < end; at += 2) {
      const code = view.getUint16(at, true);
      if (code > 255 || code === 38 || code === 60 || code === 62 || (code === 39 && isAttribute)) break;
      bytes[next++] = code;
    }
    this.length = next;
    return at;
  }

  /** An integer of at most 2^53. */
  decimal(value: number): void {
    if (value < 0) this.byte(45);
    const magnitude = Math.abs(value);
    if (magnitude > 0x7fff_ffff) {
      this.ascii(String(magnitude));
      return;
    }
    let width = 1;
    for (let rest = magnitude; rest > 9; rest = (rest / 10) | 0) width++;
    this.padded(magnitude, width);
  }

  /** The last `width` decimal digits of an integer from 0 to 2^31 - 1. */
  padded(value: number, width: number): void {
    const { bytes } = this;
    let rest = value | 0;
    for (let i = this.length + width - 1; i >= this.length; i--) {
      const next = (rest / 10) | 0;
      bytes[i] = DIGIT_0 + rest - next * 10;
      rest = next;
    }
    this.length += width;
  }

  /** A 64-bit number as `0x...`, small letters, without leading zeros. */
  prefixedHex(high: number, low: number): void {
    this.ascii('0x');
    if (high !== 0) this.hex(high, (35 - Math.clz32(high)) >> 2);
    this.hex(low, high !== 0 ? 8 : Math.max(1, (35 - Math.clz32(low)) >> 2));
  }

  /** The lowest `count` bytes of a number, up to four, as hexadecimal digits in capitals. */
  hexBytes(value: number, count: number): void {
    const { words } = this;
    let next = this.length;
    for (let shift = 8 * count - 8; shift >= 0; shift -= 8) {
      words.setUint16(next, HEX_PAIRS[(value >>> shift) & 255] ?? 0);
      next += 2;
    }
    this.length = next;
  }

  private hex(value: number, width: number): void {
    for (let shift = 4 * (width - 1); shift >= 0; shift -= 4) this.byte(LETTERS_LOWER[(value >>> shift) & 15] ?? 0);
  }
}

/** Whether one of four characters is `<`, `>`, or, with its mask, `&` or `'`: whether a byte becomes zero. */
function hasMarkup(four: number, ampersand: number): boolean {
  const first = (four & ampersand) ^ 0x2626_2626;
  // `<` and `>` differ in one bit.
  const second = (four & ~0x0202_0202) ^ 0x3c3c_3c3c;
  return ((((first - 0x0101_0101) & ~first) | ((second - 0x0101_0101) & ~second)) & 0x8080_8080) !== 0;
}
