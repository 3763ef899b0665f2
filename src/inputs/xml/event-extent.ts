/** Where an `<Event>` element ends, or where another one begins in it. Indexes count from its first byte. */
export type EventExtent =
  | { readonly found: 'end'; readonly index: number }
  | { readonly found: 'next'; readonly index: number }
  /** Neither, up to `index`. */
  | { readonly found: 'more'; readonly index: number };

const OPEN = Buffer.from('<Event');
const CLOSE = Buffer.from('</Event');
const SYSTEM = Buffer.from('<System');
const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;

/** A tag is judged once this much follows it. Those that matter are shorter; a longer one is taken as text. */
const LOOKAHEAD_BYTES = 512;

/** As much is looked at to judge a tag: the tag, blanks behind it, and the next one's name. */
export const NEEDED_BYTES = 2 * LOOKAHEAD_BYTES + 16;

/** What a tag may stand in without being the event's own. */
const SHELTERS = [
  { open: Buffer.from('<![CDATA['), close: Buffer.from(']]>'), isElement: false },
  { open: Buffer.from('<!--'), close: Buffer.from('-->'), isElement: false },
  { open: Buffer.from('<UserData'), close: Buffer.from('</UserData'), isElement: true },
] as const;

type Shelter = (typeof SHELTERS)[number];

/**
 * Finds the end of one `<Event>`. It keeps its state, so that an event that comes in many pieces is looked at once.
 *
 * UserData holds what a provider likes, an element called Event too; so do comments and CDATA. But one that is never
 * closed must not swallow the file: an `<Event>` that begins with System is the next one wherever it stands.
 */
export class EventExtentScanner {
  #index = OPEN.length;
  #shelter: Shelter | undefined;

  /** Goes on where it stopped: `bytes` begin with the same bytes as before. */
  scan(bytes: Uint8Array, isEnded: boolean): EventExtent {
    for (this.#skip(bytes); this.#index < bytes.length; this.#skip(bytes)) {
      if (!isEnded && bytes.length - this.#index < NEEDED_BYTES) break;
      const extent = this.#shelter === undefined ? this.#inOpen(bytes) : this.#inShelter(bytes, this.#shelter);
      if (extent !== undefined) return extent;
      this.#index++;
    }
    return { found: 'more', index: this.#index };
  }

  /** Goes to the next byte that a tag or mark of interest may begin with. Most of reading XML's own time is here. */
  #skip(bytes: Uint8Array): void {
    const { length } = bytes;
    const mark = this.#shelter?.close[0];
    let index = this.#index;
    for (; index < length; index++) {
      const byte = bytes[index];
      if (byte === LESS ? mark !== undefined || isOfInterest(bytes[index + 1]) : byte === mark) break;
    }
    this.#index = index;
  }

  #inOpen(bytes: Uint8Array): EventExtent | undefined {
    const at = this.#index;
    if (isEventOpening(bytes, at)) return { found: 'next', index: at };
    const end = closingEnd(bytes, at);
    if (end !== undefined) return { found: 'end', index: end };
    this.#shelter = SHELTERS.find((shelter) => opens(bytes, at, shelter));
    if (this.#shelter !== undefined) this.#index += this.#shelter.open.length - 1;
    return undefined;
  }

  #inShelter(bytes: Uint8Array, shelter: Shelter): EventExtent | undefined {
    const at = this.#index;
    if (startsWith(bytes, at, shelter.close)) this.#shelter = undefined;
    else if (isEventOpening(bytes, at) && holdsSystem(bytes, at)) return { found: 'next', index: at };
    return undefined;
  }
}

/** What follows the `<` of the tags that matter outside of a shelter; undefined where the bytes end. */
function isOfInterest(byte: number | undefined): boolean {
  return byte === 0x45 || byte === SLASH || byte === 0x55 || byte === 0x21 || byte === undefined;
}

/** Whether `<Event` stands here as a whole name: `<Events` and `<EventData` are others. */
export function isEventOpening(bytes: Uint8Array, at: number): boolean {
  return startsWith(bytes, at, OPEN) && endsName(bytes[at + OPEN.length]);
}

/** The index behind `</Event>`, where that stands here. */
function closingEnd(bytes: Uint8Array, at: number): number | undefined {
  if (!startsWith(bytes, at, CLOSE)) return undefined;
  const index = skipSpace(bytes, at + CLOSE.length);
  return bytes[index] === GREATER ? index + 1 : undefined;
}

function opens(bytes: Uint8Array, at: number, { open, isElement }: Shelter): boolean {
  if (!startsWith(bytes, at, open)) return false;
  if (!isElement) return true;
  const end = tagEnd(bytes, at);
  return endsName(bytes[at + open.length]) && end !== undefined && bytes[end - 1] !== SLASH;
}

/** Whether the first child of the element that opens here is System. */
function holdsSystem(bytes: Uint8Array, at: number): boolean {
  const end = tagEnd(bytes, at);
  return end !== undefined && startsWith(bytes, skipSpace(bytes, end + 1), SYSTEM);
}

/** The index of the `>` of the tag that begins here. */
function tagEnd(bytes: Uint8Array, at: number): number | undefined {
  const end = bytes.subarray(at, at + LOOKAHEAD_BYTES).indexOf(GREATER);
  return end === -1 ? undefined : at + end;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let index = from;
  while (index < from + LOOKAHEAD_BYTES && isSpace(bytes[index])) index++;
  return index;
}

function startsWith(bytes: Uint8Array, at: number, mark: Uint8Array): boolean {
  for (let index = 0; index < mark.length; index++) if (bytes[at + index] !== mark[index]) return false;
  return true;
}

function endsName(byte: number | undefined): boolean {
  return byte === GREATER || byte === SLASH || isSpace(byte);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
