/** Whether a name stands at a place in a text. */
export function stands(name: string, text: string, from: number): boolean {
  for (let at = 0; at < name.length; at++) if (text.charCodeAt(from + at) !== name.charCodeAt(at)) return false;
  return true;
}

const SLOTS = 4096;
const LONGEST_NAME = 64;

/**
 * Names that come with every event, each as one and the same string. Cut out anew they would be hashed anew by whoever
 * looks them up, and keep the text alive that they were cut out of.
 */
export class Names {
  readonly #slots: (string | undefined)[] = new Array<string | undefined>(SLOTS).fill(undefined);

  /** The name that stands in a text. */
  at(text: string, start: number, end: number): string {
    const length = end - start;
    if (length === 0 || length > LONGEST_NAME) return text.slice(start, end);
    const middle = text.charCodeAt(start + (length >> 1));
    const hash = length * 89 + text.charCodeAt(start) * 31 + middle * 7 + text.charCodeAt(end - 1);
    const slot = hash & (SLOTS - 1);
    const known = this.#slots[slot];
    if (known !== undefined && known.length === length && stands(known, text, start)) return known;
    const name = Buffer.from(text.slice(start, end)).toString();
    this.#slots[slot] = name;
    return name;
  }
}
