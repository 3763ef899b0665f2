import type { ByteWindow } from '../byte-window.ts';
import { isEventOpening } from '../xml/event-extent.ts';

const EVENT = Buffer.from('<Event');

/** What an `<Event>` begins with, in bytes. */
export const EVENT_BYTES = EVENT.length;

/** Finds the events in a text, without looking at a byte twice. */
export class EventOpenings {
  readonly #window: ByteWindow;
  /** The next one, as far as looked for. Places are positions of the window, which do not move. */
  #openingAt = -1;
  #searchedTo = 0;

  constructor(window: ByteWindow) {
    this.#window = window;
  }

  /** The index of the first `<Event>` from `start` on, -1 where none is in memory. `start` never goes back. */
  next(bytes: Buffer, start: number): number {
    const base = this.#window.positionOf(0);
    if (this.#openingAt >= base + start) return this.#openingAt - base;
    const from = Math.max(start, this.#searchedTo - base);
    let at = bytes.indexOf(EVENT, from);
    while (at !== -1 && !isEventOpening(bytes, at)) at = bytes.indexOf(EVENT, at + 1);
    this.#openingAt = at === -1 ? -1 : base + at;
    // One that is cut may yet be one.
    this.#searchedTo = base + (at === -1 ? Math.max(from, bytes.length - EVENT.length) : at);
    return at;
  }
}
