import { assertNever } from '../../shared/problem.ts';
import type { BatchBuilder, RecordBatch } from '../batch.ts';
import type { ByteWindow } from '../byte-window.ts';
import { ExtentScanner } from '../json/extent.ts';
import type { PartEnd } from '../part.ts';
import { type RecordScanner, readText, type TextSource } from '../read-text.ts';
import type { JsonRecord, SkipReason, TableHeader, TextRecord } from '../record.ts';
import { seekLine } from '../seek.ts';
import { type EventExtent, EventExtentScanner, isEventOpening, NEEDED_BYTES } from '../xml/event-extent.ts';
import { parseEvent } from '../xml/parse-event.ts';
import { openDirectives } from './directives.ts';
import { startsWithTime, type TextLayout } from './layout.ts';

/**
 * Reads a text as its layout says. An object of JSON that begins a line and an `<Event>` wherever it stands become
 * records of their own kinds, so that a file of mixed logs is taken apart.
 */
export function readLines(source: TextSource, layout: TextLayout): AsyncGenerator<RecordBatch, PartEnd> {
  return readText(source, {
    createScanner: (window, batch) => new LineScanner(source, layout, window, batch),
    seek: seekLine((bytes, lineStart) => {
      const index = skipBlanks(bytes, lineStart);
      return index < lineStart + LINE_HEAD && beginsEvent(layout, bytes, index) ? index : undefined;
    }),
  });
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const OPEN_BRACE = 0x7b;
const QUOTE = 0x22;
const HASH = 0x23;
const EVENT = Buffer.from('<Event');

/** The lines of one event at most; what follows is the next one. Splunk's own bound is 256. */
const MAX_LINES = 10_000;
/** The lines of one row of a table at most: a quotation mark that nothing closes costs no more than them. */
const MAX_ROW_LINES = 256;

/** How much of a line is looked at to tell whether it begins an event; how much, where it has to be with a time. */
const LINE_HEAD = 1024;
const TIME_BYTES = 64;

class LineScanner implements RecordScanner {
  readonly #source: TextSource;
  readonly #layout: TextLayout;
  readonly #window: ByteWindow;
  readonly #batch: BatchBuilder;
  readonly #directives = openDirectives();
  /** The part of the present event that was looked through, from its start. */
  #seen: { readonly lines: number; readonly bytes: number; readonly quotes: number } = NOTHING_SEEN;
  #object: ExtentScanner | undefined;
  #event: EventExtentScanner | undefined;
  /** The next `<Event>`, as far as looked for. Places are positions of the window, which do not move. */
  #openingAt = -1;
  #searchedTo = 0;
  /** The object or event that begins here is none: its first line is text. */
  #isText = false;
  /** The rest of this line is given up. */
  #isLineBroken = false;
  /** The next event is the first of the file. */
  #isFirst: boolean;
  /** What is taken next begins a line. */
  #isLineStart = true;

  constructor(source: TextSource, layout: TextLayout, window: ByteWindow, batch: BatchBuilder) {
    const { range } = source;
    this.#isFirst = range === undefined || (range.isExact && range.offset === 0);
    this.#source = source;
    this.#layout = layout;
    this.#window = window;
    this.#batch = batch;
  }

  boundary(index: number): number | undefined {
    const { bytes } = this.#window;
    const isBetween = this.#seen === NOTHING_SEEN && !this.#isText && !this.#isLineBroken && this.#isLineStart;
    const isHeader = this.#isFirst && this.#layout.kind === 'delimited';
    const isIdle = isBetween && !isHeader && this.#object === undefined && this.#event === undefined;
    const isEvent = isIdle && skipBlanks(bytes, index) === index && beginsEvent(this.#layout, bytes, index);
    return isEvent ? this.#window.positionOf(index) : undefined;
  }

  take(index: number): number {
    const { bytes } = this.#window;
    if (this.#isLineBroken) return this.#breakLine(bytes, index);
    const start = this.#seen === NOTHING_SEEN ? skipBlanks(bytes, index) : index;
    if (start > index) {
      this.#isLineStart ||= isIn(bytes, NEWLINE, index, start);
      return start;
    }
    if (start === bytes.length) return start;
    if (isCutMark(bytes, start) && !this.#window.isEnded) return start;
    if (!this.#isText) {
      const embedded = bytes[start] === OPEN_BRACE ? this.#takeObject(bytes, start) : this.#takeEvent(bytes, start);
      if (embedded !== undefined) return embedded;
    }
    return this.#takeLines(bytes, start);
  }

  /** An object that begins the line; undefined where it is text. */
  #takeObject(bytes: Buffer, start: number): number | undefined {
    this.#object ??= new ExtentScanner();
    const extent = this.#object.scan(bytes.subarray(start, start + this.#source.maxRecordBytes));
    if (extent.found === 'more' && !this.#isPast(bytes, start)) return start;
    this.#object = undefined;
    if (extent.found === 'end') {
      const text = bytes.toString('utf8', start, start + extent.index);
      const value = parseObject(text);
      if (value !== undefined) {
        const offset = this.#window.offsetOf(start);
        this.#batch.add({ kind: 'json', offset, isCut: false, text, value }, extent.index);
        return this.#done(start + extent.index, false);
      }
    }
    this.#isText = true;
    return undefined;
  }

  /** An `<Event>` in the line, with what stands before it in the line; undefined where there is none. */
  #takeEvent(bytes: Buffer, start: number): number | undefined {
    const { maxRecordBytes } = this.#source;
    const opening = this.#opening(bytes, start);
    const behind = opening + EVENT.length;
    if (opening === -1 || behind - start >= maxRecordBytes || isIn(bytes, NEWLINE, start, behind)) return undefined;
    // No further than a record may reach, lest it matter how much is in memory.
    const reach = start + maxRecordBytes + NEEDED_BYTES;
    const isLong = bytes.length >= reach;
    const isEnded = this.#window.isEnded && !isLong;
    this.#event ??= new EventExtentScanner();
    const extent = this.#event.scan(bytes.subarray(opening, isLong ? reach : bytes.length), isEnded);
    if (extent.found !== 'more') return this.#addEvent(bytes, start, opening, opening + extent.index, extent.found);
    if (isLong) return this.#tooLong(start, start + maxRecordBytes + 1);
    return isEnded ? this.#addEvent(bytes, start, opening, bytes.length, 'more') : start;
  }

  #addEvent(bytes: Buffer, start: number, opening: number, end: number, found: EventExtent['found']): number {
    if (end - start > this.#source.maxRecordBytes) return this.#tooLong(start, end);
    const text = bytes.toString('utf8', opening, end).trimEnd();
    const parsed = parseEvent(text, found !== 'end');
    const offset = this.#window.offsetOf(opening);
    if ('event' in parsed) this.#batch.add({ kind: 'windows-event', offset, ...parsed }, end - start);
    else this.#skip('damaged record', opening, parsed.fault);
    return this.#done(end, false);
  }

  /** The lines of one event. */
  #takeLines(bytes: Buffer, start: number): number {
    const { maxRecordBytes } = this.#source;
    const end = this.#eventEnd(bytes, start);
    if (end === undefined) return start;
    return end - start > maxRecordBytes
      ? this.#breakLine(bytes, this.#tooLong(start, start + maxRecordBytes))
      : this.#add(bytes, start, end);
  }

  /** Where the event that begins at `start` ends, or a place in it where it is too long; undefined before that is known. */
  #eventEnd(bytes: Buffer, start: number): number | undefined {
    const { isEnded } = this.#window;
    let { lines, bytes: seen, quotes } = this.#seen;
    for (;;) {
      const at = start + seen;
      if ((at >= bytes.length && isEnded) || seen > this.#source.maxRecordBytes) return at;
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline === -1 ? bytes.length : newline + 1;
      const isLine = newline !== -1 || isEnded;
      if (!isLine && end - at < LINE_HEAD) break;
      if (lines > 0 && !this.#continues(bytes, at, end, lines, quotes)) return at;
      if (!isLine) {
        if (end - start > this.#source.maxRecordBytes) return end;
        break;
      }
      if (this.#layout.kind === 'delimited') quotes += quotesIn(bytes, at, end);
      seen += end - at;
      lines++;
    }
    this.#seen = { lines, bytes: seen, quotes };
    return undefined;
  }

  /** Whether a line belongs to the event before it. */
  #continues(bytes: Buffer, at: number, end: number, lines: number, quotes: number): boolean {
    const layout = this.#layout;
    switch (layout.kind) {
      case 'lines':
      case 'directives':
        return false;
      case 'delimited':
        return quotes % 2 === 1 && lines < MAX_ROW_LINES;
      case 'dated':
        return lines < MAX_LINES && !startsWithTime(bytes.toString('utf8', at, Math.min(end, at + TIME_BYTES)));
      case 'begins':
        return lines < MAX_LINES && !layout.begins(bytes.toString('utf8', at, Math.min(end, at + LINE_HEAD)));
      default:
        return assertNever(layout);
    }
  }

  #add(bytes: Buffer, start: number, end: number): number {
    if (this.#layout.kind === 'directives' && bytes[start] === HASH) {
      this.#directives.take(lineText(bytes, start, end));
      return this.#done(end, true);
    }
    const header = this.#header();
    const isHeader = this.#isFirst && header?.kind === 'delimited';
    this.#isFirst = false;
    if (!isHeader) {
      const offset = this.#window.offsetOf(start);
      const text = lineText(bytes, start, end);
      const record: TextRecord = { kind: 'text', offset, isCut: false, text };
      this.#batch.add(
        header === undefined ? record : { kind: 'text', offset, isCut: false, text, header },
        end - start,
      );
    }
    return this.#done(end, true);
  }

  #header(): TableHeader | undefined {
    return this.#layout.kind === 'delimited' ? this.#layout.header : this.#directives.header;
  }

  #breakLine(bytes: Buffer, start: number): number {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = this.#done(newline === -1 ? bytes.length : newline + 1, newline !== -1);
    this.#isLineBroken = newline === -1;
    return end;
  }

  #tooLong(start: number, next: number): number {
    this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
    return this.#done(next, false);
  }

  #done(index: number, isLineStart: boolean): number {
    this.#isLineStart = isLineStart;
    this.#seen = NOTHING_SEEN;
    this.#isText = false;
    this.#object = undefined;
    this.#event = undefined;
    return index;
  }

  /** No more bytes will come that could complete what begins at `start`. */
  #isPast(bytes: Buffer, start: number): boolean {
    return this.#window.isEnded || bytes.length - start > this.#source.maxRecordBytes;
  }

  /** The index of the next `<Event>`, -1 where none is in memory. No byte is searched twice. */
  #opening(bytes: Buffer, start: number): number {
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

  #skip(reason: SkipReason, start: number, message: string): void {
    this.#batch.skip({ reason, path: this.#source.path, byteOffset: this.#window.offsetOf(start), message });
  }
}

const NOTHING_SEEN = { lines: 0, bytes: 0, quotes: 0 };

/** Line breaks, zero padding and byte order marks. Blanks that begin a line belong to it. */
function skipBlanks(bytes: Buffer, from: number): number {
  let index = from;
  for (; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === 0xef && bytes[index + 1] === 0xbb && bytes[index + 2] === 0xbf) index += 2;
    else if (byte !== NEWLINE && byte !== RETURN && byte !== 0) break;
  }
  return index;
}

/** Whether the bytes end in a byte order mark. */
function isCutMark(bytes: Buffer, index: number): boolean {
  return bytes[index] === 0xef && bytes.length - index < 3;
}

/** Whether the line that goes on at `index` seems to begin an event. */
function beginsEvent(layout: TextLayout, bytes: Buffer, index: number): boolean {
  switch (layout.kind) {
    case 'lines':
    case 'delimited':
      return index < bytes.length;
    case 'dated': {
      const head = bytes.toString('utf8', index, index + TIME_BYTES);
      return startsWithTime(head.slice(0, head.indexOf('\n') + 1 || undefined));
    }
    case 'begins':
    case 'directives':
      return false;
    default:
      return assertNever(layout);
  }
}

function lineText(bytes: Buffer, start: number, end: number): string {
  let last = end;
  while (last > start && (bytes[last - 1] === NEWLINE || bytes[last - 1] === RETURN)) last--;
  return bytes.toString('utf8', start, last);
}

function isIn(bytes: Buffer, byte: number, start: number, end: number): boolean {
  return bytes.subarray(start, end).includes(byte);
}

function quotesIn(bytes: Buffer, start: number, end: number): number {
  let quotes = 0;
  for (let index = start; index < end; index++) if (bytes[index] === QUOTE) quotes++;
  return quotes;
}

function parseObject(text: string): JsonRecord['value'] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
