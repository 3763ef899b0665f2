import type { BatchBuilder, RecordBatch } from '../batch.ts';
import type { ByteWindow } from '../byte-window.ts';
import { type RecordScanner, readText, type TextSource } from '../read-text.ts';
import type { SkipReason } from '../record.ts';
import { parseEvent } from './parse-event.ts';

/**
 * Reads `<Event>` elements wherever they stand: one a line, pretty-printed, many in a row, behind a syslog header.
 * An element that never closes, since the file ends or another one begins, keeps what it has and is marked as cut.
 * Text between events that is neither a header of the next one nor a wrapper is skipped and counted.
 */
export function readXml(source: TextSource): AsyncGenerator<RecordBatch> {
  return readText(source, (window, batch) => new XmlScanner(source, window, batch));
}

const OPEN = Buffer.from('<Event');
const CLOSE = Buffer.from('</Event');
const USER_DATA = Buffer.from('<UserData');
const USER_DATA_END = Buffer.from('</UserData');
const GREATER = 0x3e;
const NEWLINE = 0x0a;

/** Bytes that may still become the beginning of a tag: not searched past until more have come. */
const TAG_BYTES = CLOSE.length + 1;

/** What may stand around events without being lost: blanks, declarations, comments, the wrapper's tags. */
const WRAPPER = /^(?:[\s\uFEFF\0]|<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|<\/?(?:Events|QueryList|Root)\b[^>]*>)*$/;

class XmlScanner implements RecordScanner {
  readonly #source: TextSource;
  readonly #window: ByteWindow;
  readonly #batch: BatchBuilder;
  /** Before this position of the window nothing of interest begins; no byte is searched twice. */
  #searchedTo = 0;
  /** Where the event that is being read began, and how far its end was looked for. */
  #isInside = false;
  /** What lies before the next event belongs to one that was given up. */
  #isResyncing = false;

  constructor(source: TextSource, window: ByteWindow, batch: BatchBuilder) {
    this.#source = source;
    this.#window = window;
    this.#batch = batch;
  }

  take(index: number): number {
    const { bytes } = this.#window;
    return this.#isInside ? this.#event(bytes, index) : this.#between(bytes, index);
  }

  /** Goes to the next event. What stands before it is dropped as it comes, so that it never fills the memory. */
  #between(bytes: Buffer, index: number): number {
    const start = nextOpening(bytes, Math.max(index, this.#searchedTo - this.#window.positionOf(0)));
    if (start !== -1) {
      this.#judge(bytes, index, start);
      this.#isInside = true;
      this.#isResyncing = false;
      this.#searchedTo = this.#window.positionOf(start + OPEN.length);
      return start === index ? this.#event(bytes, start) : start;
    }
    if (this.#window.isEnded) {
      this.#judge(bytes, index, bytes.length);
      return bytes.length;
    }
    const tail = Math.max(index, bytes.length - TAG_BYTES);
    this.#searchedTo = this.#window.positionOf(tail);
    if (bytes.length - index <= this.#source.maxRecordBytes) return index;
    if (!this.#isResyncing) this.#skip('damaged record', index, 'text that is no event');
    this.#isResyncing = true;
    return tail;
  }

  /** Counts text between events, unless it is a wrapper or the header of the line that the event stands in. */
  #judge(bytes: Buffer, from: number, to: number): void {
    if (this.#isResyncing || from === to) return;
    const isLast = to === bytes.length;
    const line = isLast ? to : bytes.lastIndexOf(NEWLINE, to) + 1;
    const text = bytes.toString('utf8', from, Math.max(from, line));
    if (!WRAPPER.test(text.slice(0, 65_536))) this.#skip('damaged record', from, 'text that is no event');
  }

  /** Takes the event that begins at `start`; `start` itself where its end is not in memory yet. */
  #event(bytes: Buffer, start: number): number {
    for (;;) {
      const from = Math.max(start + OPEN.length, this.#searchedTo - this.#window.positionOf(0));
      const end = nextClosing(bytes, from);
      const next = nextOpening(bytes, from, end === -1 ? bytes.length : end);
      if (next !== -1 && !isInUserData(bytes, start, next)) {
        return this.#add(bytes, start, next, 'another event begins in it');
      }
      if (end === -1) return this.#unfinished(bytes, start, next);
      const close = bytes.indexOf(GREATER, end) + 1;
      if (!isInUserData(bytes, start, end)) return this.#add(bytes, start, close);
      this.#searchedTo = this.#window.positionOf(close);
    }
  }

  #unfinished(bytes: Buffer, start: number, nested: number): number {
    if (bytes.length - start > this.#source.maxRecordBytes) return this.#tooLong(start, bytes.length);
    if (this.#window.isEnded) return this.#add(bytes, start, bytes.length, 'the file ends in it');
    const tail = Math.max(start + OPEN.length, bytes.length - TAG_BYTES);
    this.#searchedTo = this.#window.positionOf(nested === -1 ? tail : Math.min(nested, tail));
    return start;
  }

  #tooLong(start: number, to: number): number {
    this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
    this.#isResyncing = true;
    return this.#done(Math.max(start + OPEN.length, to - TAG_BYTES));
  }

  #add(bytes: Buffer, start: number, end: number, cut?: string): number {
    if (end - start > this.#source.maxRecordBytes) {
      this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
      return this.#done(end);
    }
    const isCut = cut !== undefined;
    const text = bytes.toString('utf8', start, end).trimEnd();
    const parsed = parseEvent(text, isCut);
    const offset = this.#window.offsetOf(start);
    if ('event' in parsed) this.#batch.add({ kind: 'windows-event', offset, isCut, event: parsed.event }, end - start);
    else this.#skip('damaged record', start, isCut ? `${parsed.fault}; ${cut}` : parsed.fault);
    return this.#done(end);
  }

  #done(index: number): number {
    this.#isInside = false;
    this.#searchedTo = this.#window.positionOf(index);
    return index;
  }

  #skip(reason: SkipReason, index: number, message: string): void {
    this.#batch.skip({ reason, path: this.#source.path, byteOffset: this.#window.offsetOf(index), message });
  }
}

/** The next `<Event` that is a whole name: `<Events` and `<EventData` are not. */
function nextOpening(bytes: Buffer, from: number, to = bytes.length): number {
  for (let at = bytes.indexOf(OPEN, from); at !== -1 && at < to; at = bytes.indexOf(OPEN, at + 1)) {
    if (endsName(bytes[at + OPEN.length])) return at;
  }
  return -1;
}

/** The next `</Event>` whose closing bracket is in memory. */
function nextClosing(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(CLOSE, from); at !== -1; at = bytes.indexOf(CLOSE, at + 1)) {
    const after = bytes[at + CLOSE.length];
    if (after === GREATER || (isSpace(after) && bytes.indexOf(GREATER, at) !== -1)) return at;
  }
  return -1;
}

function endsName(byte: number | undefined): boolean {
  return byte === GREATER || byte === 0x2f || isSpace(byte);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/** UserData, still open here, holds what a provider likes, an element called Event too. */
function isInUserData(bytes: Buffer, start: number, at: number): boolean {
  const event = bytes.subarray(start, at);
  const opened = event.lastIndexOf(USER_DATA);
  return opened !== -1 && event.indexOf(USER_DATA_END, opened) === -1;
}
