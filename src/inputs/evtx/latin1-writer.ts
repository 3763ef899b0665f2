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

  /** A byte as two hexadecimal digits in capitals. */
  hexByte(value: number): void {
    this.bytes[this.length++] = LETTERS_UPPER[value >> 4] ?? 0;
    this.bytes[this.length++] = LETTERS_UPPER[value & 15] ?? 0;
  }

  private hex(value: number, width: number): void {
    for (let shift = 4 * (width - 1); shift >= 0; shift -= 4) this.byte(LETTERS_LOWER[(value >>> shift) & 15] ?? 0);
  }
}
