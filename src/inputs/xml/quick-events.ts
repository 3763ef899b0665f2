import type { ByteWindow } from '../byte-window.ts';
import type { WindowsEvent } from '../record.ts';
import { openPlainReader, type PlainReader } from './plain-event.ts';

const CLOSE = Buffer.from('</Event>');
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** An event, and the index behind it. */
export interface QuickEvent {
  readonly event: WindowsEvent;
  readonly end: number;
}

/**
 * Takes events that are written as nearly all are: their end is found by native search, and their text is read once. No
 * byte is looked at more than a few times in vain. What is taken is what the careful way would take.
 */
export class QuickEvents {
  readonly #window: ByteWindow;
  readonly #maxRecordBytes: number;
  readonly #read: PlainReader = openPlainReader();
  /** Up to this position the line is known to hold more than one event. */
  #manyUntil = 0;
  /** Events that begin before this position were tried in vain. */
  #inVainUntil = 0;

  constructor(window: ByteWindow, maxRecordBytes: number) {
    this.#window = window;
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** The event that begins at `start`; undefined where it is not as usual, or not all of it in memory. */
  take(bytes: Buffer, start: number): QuickEvent | undefined {
    const position = this.#window.positionOf(start);
    if (position < this.#inVainUntil) return undefined;
    const lineEnd = position < this.#manyUntil ? -1 : lastEventEnd(bytes, start);
    const alone = this.#upTo(bytes, start, lineEnd);
    if (alone !== undefined) return alone;
    if (lineEnd !== -1) this.#manyUntil = this.#window.positionOf(lineEnd);
    const close = bytes.indexOf(CLOSE, start);
    const end = close === -1 ? -1 : close + CLOSE.length;
    const found = end === lineEnd ? undefined : this.#upTo(bytes, start, end);
    if (found === undefined) this.#inVainUntil = this.#window.positionOf(end === -1 ? bytes.length : end);
    return found;
  }

  #upTo(bytes: Buffer, start: number, end: number): QuickEvent | undefined {
    if (end === -1 || end - start > this.#maxRecordBytes) return undefined;
    const event = this.#read(bytes.toString('utf8', start, end));
    return event && { event, end };
  }
}

/** The index behind the `</Event>` that a line ends with, which a native search for one byte finds; -1 where it does not. */
function lastEventEnd(bytes: Buffer, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  const end = bytes[newline - 1] === RETURN ? newline - 1 : newline;
  const close = end - CLOSE.length;
  return close > start && CLOSE.equals(bytes.subarray(close, end)) ? end : -1;
}
