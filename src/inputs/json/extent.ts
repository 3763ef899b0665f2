/** Where an object ends, or where it stops being JSON. Indexes count from the first byte handed to `scan`. */
export type Extent =
  | { readonly found: 'end'; readonly index: number }
  | { readonly found: 'violation'; readonly index: number; readonly message: string }
  | { readonly found: 'more' };

/** Deeper objects are not read, so that whoever walks the values may recurse. */
export const MAX_DEPTH = 500;

type State = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'after value' | 'literal' | 'string' | 'escape';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Finds the end of one JSON object without building it. It keeps its state, so that an object that comes in many
 * pieces is looked at once. It checks how the parts follow one another, which is what tells a cut object from one
 * that goes on in the next line; the spelling of numbers, words and escapes is left to JSON.parse.
 */
export class ExtentScanner {
  #index = 0;
  #state: State = 'value';
  #isKey = false;
  /** The closing byte of every open container. */
  readonly #closers: number[] = [];
  /** Behind the last value that was whole, and how many containers were open there. */
  #wholeIndex = -1;
  #wholeOpen = 0;

  /** Goes on where it stopped: `bytes` begin with the same bytes as before. */
  scan(bytes: Uint8Array): Extent {
    while (this.#index < bytes.length) {
      if (this.#state === 'string') this.#skipString(bytes);
      const byte = bytes[this.#index];
      if (byte === undefined) break;
      const message = this.#step(byte);
      if (message !== undefined) return { found: 'violation', index: this.#index, message };
      this.#index++;
      if (this.#closers.length === 0) return { found: 'end', index: this.#index };
    }
    return { found: 'more' };
  }

  /**
   * The part of an object that is cut, up to its last whole value, and the brackets that would close it there; undefined
   * where no value is whole.
   */
  wholePart(): { readonly index: number; readonly closers: string } | undefined {
    if (this.#wholeIndex === -1) return undefined;
    const closers = this.#closers.slice(0, this.#wholeOpen).reverse();
    return { index: this.#wholeIndex, closers: String.fromCharCode(...closers) };
  }

  /** The plain inside of a string, which is most of any log. */
  #skipString(bytes: Uint8Array): void {
    let index = this.#index;
    for (; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === QUOTE || byte === BACKSLASH || byte < 0x20) break;
    }
    this.#index = index;
  }

  /** A value is whole up to `index`. */
  #complete(index: number): void {
    this.#state = 'after value';
    this.#wholeIndex = index;
    this.#wholeOpen = this.#closers.length;
  }

  /** Takes one byte; the answer is what is wrong with it. */
  #step(byte: number): string | undefined {
    switch (this.#state) {
      case 'string':
        return this.#inString(byte);
      case 'escape':
        this.#state = 'string';
        return undefined;
      case 'literal':
        if (isLiteral(byte)) return undefined;
        this.#complete(this.#index);
        return this.#between(byte);
      default:
        return this.#between(byte);
    }
  }

  #inString(byte: number): string | undefined {
    if (byte === QUOTE && this.#isKey) this.#state = 'colon';
    else if (byte === QUOTE) this.#complete(this.#index + 1);
    else if (byte === BACKSLASH) this.#state = 'escape';
    else if (byte < 0x20) return 'a line break or control character inside a string';
    return undefined;
  }

  /** A byte outside of strings and literals. */
  #between(byte: number): string | undefined {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return undefined;
    switch (this.#state) {
      case 'key':
      case 'key or }':
        if (byte === QUOTE) return this.#openString('key');
        return byte === 0x7d && this.#state === 'key or }' ? this.#close(byte) : 'a name in quotation marks is missing';
      case 'colon':
        if (byte !== 0x3a) return 'a colon is missing';
        this.#state = 'value';
        return undefined;
      case 'after value':
        if (byte !== 0x2c) return this.#close(byte);
        this.#state = this.#closers.at(-1) === 0x7d ? 'key' : 'value';
        return undefined;
      default:
        return byte === 0x5d && this.#state === 'value or ]' ? this.#close(byte) : this.#value(byte);
    }
  }

  #value(byte: number): string | undefined {
    if (byte === QUOTE) return this.#openString('value');
    if (byte === 0x7b) return this.#open(0x7d, 'key or }');
    if (byte === 0x5b) return this.#open(0x5d, 'value or ]');
    if (!isLiteral(byte)) return 'a value is missing';
    this.#state = 'literal';
    return undefined;
  }

  #openString(role: 'key' | 'value'): undefined {
    this.#isKey = role === 'key';
    this.#state = 'string';
  }

  #open(closer: number, state: State): string | undefined {
    if (this.#closers.length >= MAX_DEPTH) return `nested more than ${MAX_DEPTH} levels deep`;
    this.#closers.push(closer);
    this.#state = state;
    return undefined;
  }

  #close(byte: number): string | undefined {
    if (byte !== this.#closers.at(-1)) return 'a comma or closing bracket is missing';
    this.#closers.pop();
    this.#complete(this.#index + 1);
    return undefined;
  }
}

/** Letters, digits and signs: what numbers, true, false and null are made of. */
function isLiteral(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  );
}
