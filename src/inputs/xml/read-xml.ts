import { assertNever } from '../../shared/problem.ts';
import type { BatchBuilder, RecordBatch } from '../batch.ts';
import type { ByteWindow } from '../byte-window.ts';
import type { PartEnd } from '../part.ts';
import { type RecordScanner, readText, type TextSource } from '../read-text.ts';
import type { SkipReason } from '../record.ts';
import type { Seek } from '../seek.ts';
import { isLogLine } from '../text/layout.ts';
import { EventExtentScanner, isEventOpening, NEEDED_BYTES } from './event-extent.ts';
import { type ParsedEvent, parseEvent } from './parse-event.ts';
import { QuickEvents } from './quick-events.ts';
import { isWrapper } from './wrapper.ts';

/**
 * Reads `<Event>` elements wherever they stand: one a line, pretty-printed, many in a row, behind a syslog header.
 * An element that never closes, since the file ends or another one begins, keeps what it has and is marked as cut.
 * Text between events that is neither a header of the next one nor a wrapper is skipped and counted.
 */
export function readXml(source: TextSource): AsyncGenerator<RecordBatch, PartEnd> {
  return readText(source, {
    createScanner: (window, batch) => new XmlScanner(source, window, batch),
    seek: seekEvent,
  });
}

const seekEvent: Seek = (bytes, from, isEnded) => {
  const opening = nextOpening(bytes, from);
  if (opening !== -1) return { isFound: true, index: opening };
  return { isFound: false, index: isEnded ? bytes.length : Math.max(from, bytes.length - TAG_BYTES) };
};

const OPEN = Buffer.from('<Event');
const NEWLINE = 0x0a;

/** Bytes that may still become the beginning of a tag: not searched past until more have come. */
const TAG_BYTES = OPEN.length + 1;

type FoundEvent = Extract<ParsedEvent, { event: unknown }>;

class XmlScanner implements RecordScanner {
  readonly #source: TextSource;
  readonly #window: ByteWindow;
  readonly #batch: BatchBuilder;
  readonly #quick: QuickEvents;
  /** Before this position of the window nothing of interest begins; no byte is searched twice. */
  #searchedTo = 0;
  /** The event that is being read. */
  #extent: EventExtentScanner | undefined;
  /** What lies before the next event belongs to one that was given up. */
  #isResyncing = false;

  constructor(source: TextSource, window: ByteWindow, batch: BatchBuilder) {
    this.#source = source;
    this.#window = window;
    this.#batch = batch;
    this.#quick = new QuickEvents(window, source.maxRecordBytes);
  }

  boundary(index: number): number | undefined {
    return isEventOpening(this.#window.bytes, index) ? this.#window.positionOf(index) : undefined;
  }

  take(index: number): number {
    const { bytes } = this.#window;
    return this.#extent === undefined ? this.#between(bytes, index) : this.#event(bytes, index, this.#extent);
  }

  /** Goes to the next event. What stands before it is dropped as it comes, so that it never fills the memory. */
  #between(bytes: Buffer, index: number): number {
    const start = nextOpening(bytes, Math.max(index, this.#searchedTo - this.#window.positionOf(0)));
    if (start !== -1) {
      this.#judge(bytes, index, start);
      this.#isResyncing = false;
      if (start > index) return start;
      const quick = this.#quick.take(bytes, start);
      if (quick !== undefined) return this.#addEvent({ event: quick.event, isCut: false }, start, quick.end);
      this.#extent = new EventExtentScanner();
      return this.#event(bytes, start, this.#extent);
    }
    if (this.#window.isEnded) {
      this.#judge(bytes, index, bytes.length);
      return bytes.length;
    }
    const tail = Math.max(index, bytes.length - TAG_BYTES);
    this.#searchedTo = this.#window.positionOf(tail);
    if (tail - index <= this.#source.maxRecordBytes) return index;
    this.#judge(bytes, index, tail);
    this.#isResyncing = true;
    return tail;
  }

  /**
   * Text between events, unless it is a wrapper or the header of the line that the event stands in: lines of another
   * log become records of their own, the rest is counted, and so is what is longer than a record.
   */
  #judge(bytes: Buffer, from: number, to: number): void {
    if (this.#isResyncing || from === to) return;
    const isLast = to === bytes.length;
    const line = isLast ? to : bytes.lastIndexOf(NEWLINE, to) + 1;
    const isLong = to - from > this.#source.maxRecordBytes;
    const text = isLong ? '' : bytes.toString('utf8', from, Math.max(from, line));
    if (!isLong && (isWrapper(text) || this.#addLines(text, from))) return;
    this.#skip('damaged record', from, 'text that is no event');
  }

  /** The lines of another log; false where one of them is none. */
  #addLines(text: string, from: number): boolean {
    const lines = text.split('\n');
    if (!lines.every((line) => isWrapper(line) || isLogLine(line))) return false;
    let at = from;
    for (const line of lines) {
      const sizeBytes = Buffer.byteLength(line);
      if (!isWrapper(line)) {
        const record = { kind: 'text', offset: this.#window.offsetOf(at), isCut: false } as const;
        this.#batch.add({ ...record, text: line.trimEnd() }, sizeBytes);
      }
      at += sizeBytes + 1;
    }
    return true;
  }

  /** Takes the event that begins at `start`; `start` itself where its end is not in memory yet. */
  #event(bytes: Buffer, start: number, scanner: EventExtentScanner): number {
    const { maxRecordBytes } = this.#source;
    // No further than a record may reach, lest it matter how much is in memory.
    const reach = start + maxRecordBytes + NEEDED_BYTES;
    const isLong = bytes.length >= reach;
    const isEnded = this.#window.isEnded && !isLong;
    const extent = scanner.scan(isLong ? bytes.subarray(start, reach) : bytes.subarray(start), isEnded);
    switch (extent.found) {
      case 'end':
        return this.#add(bytes, start, start + extent.index);
      case 'next':
        return this.#add(bytes, start, start + extent.index, 'another event begins in it');
      case 'more':
        if (isLong) return this.#tooLong(start, start + maxRecordBytes + 1);
        return isEnded ? this.#add(bytes, start, bytes.length, 'the file ends in it') : start;
      default:
        return assertNever(extent);
    }
  }

  #tooLong(start: number, to: number): number {
    this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
    this.#isResyncing = true;
    return this.#done(to);
  }

  #add(bytes: Buffer, start: number, end: number, cut?: string): number {
    if (end - start > this.#source.maxRecordBytes) {
      this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
      return this.#done(end);
    }
    const isCut = cut !== undefined;
    const text = bytes.toString('utf8', start, end).trimEnd();
    const parsed = parseEvent(text, isCut);
    if ('event' in parsed) return this.#addEvent(parsed, start, end);
    this.#skip('damaged record', start, isCut ? `${parsed.fault}; ${cut}` : parsed.fault);
    return this.#done(end);
  }

  /** Written out: spreading is slow, and every event passes here. */
  #addEvent({ event, isCut }: FoundEvent, start: number, end: number): number {
    const offset = this.#window.offsetOf(start);
    this.#batch.add({ kind: 'windows-event', offset, isCut, event }, end - start);
    return this.#done(end);
  }

  #done(index: number): number {
    this.#extent = undefined;
    this.#searchedTo = this.#window.positionOf(index);
    return index;
  }

  #skip(reason: SkipReason, index: number, message: string): void {
    this.#batch.skip({ reason, path: this.#source.path, byteOffset: this.#window.offsetOf(index), message });
  }
}

/** The next `<Event` that is a whole name. */
function nextOpening(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(OPEN, from); at !== -1; at = bytes.indexOf(OPEN, at + 1)) {
    if (isEventOpening(bytes, at)) return at;
  }
  return -1;
}
