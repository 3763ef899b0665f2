const DIGIT_0 = 48;
const LETTERS_LOWER = Buffer.from('0123456789abcdef', 'latin1');
const LETTERS_UPPER = Buffer.from('0123456789ABCDEF', 'latin1');

/**
 * Collects the text of many values as bytes, one byte a character, so that one call into the runtime makes a string
 * of them all. Making a string for each value costs about 100 ns of call alone, and values are short: bench/evtx.ts.
 */
export class Latin1Writer {
  readonly bytes: Buffer;
  length = 0;
  /** 1 for `&`, `<` and `>`, else 0, for all characters that are one byte. */
  private readonly isMarkup = Uint8Array.from({ length: 256 }, (_, code) =>
    '&<>'.includes(String.fromCharCode(code)) ? 1 : 0,
  );

  constructor(sizeBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(sizeBytes);
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

  /**
   * Copies UTF-16 text up to the first character that is above 255 or has to be escaped in XML; gives the offset
   * where that stands, or `end`. Most bytes of a log go through here, so two characters at a time: bench/evtx.ts.
   */
  copyPlain(view: DataView, start: number, end: number): number {
    const { bytes, isMarkup } = this;
    let next = this.length;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      const two = view.getUint32(at, true);
      if ((two & 0xff00ff00) !== 0) break;
      const first = two & 255;
      const second = two >>> 16;
      // Undefined, for a character above 255, is not 0 either.
      if (isMarkup[first] !== 0 || isMarkup[second] !== 0) break;
      bytes[next++] = first;
      bytes[next++] = second;
    }
    for (; at < end; at += 2) {
      const code = view.getUint16(at, true);
      if (isMarkup[code] !== 0) break;
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
    const { bytes } = this;
    let next = this.length;
    for (let shift = 8 * count - 4; shift >= 0; shift -= 4) bytes[next++] = LETTERS_UPPER[(value >>> shift) & 15] ?? 0;
    this.length = next;
  }

  private hex(value: number, width: number): void {
    for (let shift = 4 * (width - 1); shift >= 0; shift -= 4) this.byte(LETTERS_LOWER[(value >>> shift) & 15] ?? 0);
  }
}
