import { assertNever } from '../../shared/problem.ts';
import type { BatchBuilder, RecordBatch } from '../batch.ts';
import { isCutMark } from '../byte-order-mark.ts';
import type { ByteWindow } from '../byte-window.ts';
import { ExtentScanner } from '../json/extent.ts';
import type { PartEnd } from '../part.ts';
import { type RecordScanner, readText, type TextSource } from '../read-text.ts';
import type { JsonRecord, SkipReason, TableHeader, TextRecord } from '../record.ts';
import { seekLine } from '../seek.ts';
import { type EventExtent, EventExtentScanner, NEEDED_BYTES } from '../xml/event-extent.ts';
import { parseEvent } from '../xml/parse-event.ts';
import { type Columns, type Directives, openDirectives } from './directives.ts';
import { EVENT_BYTES, EventOpenings } from './event-openings.ts';
import type { TextLayout } from './layout.ts';
import { beginsEvent, firstOfLine, hasNewline, isDated, lineText, NEWLINE, quotesIn, skipBlanks } from './lines.ts';

/**
 * Reads a text as its layout says. An object of JSON that begins a line and an `<Event>` wherever it stands become
 * records of their own kinds, so that a file of mixed logs is taken apart.
 */
export function readLines(source: TextSource, layout: TextLayout): AsyncGenerator<RecordBatch, PartEnd> {
  return readText(source, {
    createScanner: (window, batch) => new LineScanner(source, layout, window, batch),
    seek: seekLine((bytes, lineStart) => {
      const index = firstOfLine(bytes, lineStart);
      return index !== undefined && beginsEvent(layout, bytes, index) ? index : undefined;
    }),
  });
}

const OPEN_BRACE = 0x7b;
const HASH = 0x23;

/** The lines of one event at most; what follows is the next one. Splunk's own bound is 256. */
const MAX_LINES = 10_000;
/** The lines of one row of a table at most: a quotation mark that nothing closes costs no more than them. */
const MAX_ROW_LINES = 256;

/** How much of a line is looked at to tell whether it begins an event. */
const LINE_HEAD = 1024;

class LineScanner implements RecordScanner {
  readonly #source: TextSource;
  readonly #layout: TextLayout;
  readonly #window: ByteWindow;
  readonly #batch: BatchBuilder;
  readonly #openings: EventOpenings;
  readonly #directives: Directives;
  /** The part of the present event that was looked through, from its start. */
  #seen: { readonly lines: number; readonly bytes: number; readonly quotes: number } = NOTHING_SEEN;
  #object: ExtentScanner | undefined;
  #event: EventExtentScanner | undefined;
  /** The object or event that begins here is none: its first line is text. */
  #isText = false;
  /** The rest of this line is given up. */
  #isLineBroken = false;
  /** The next event is the first of the file. */
  #isFirst: boolean;

  constructor(source: TextSource, layout: TextLayout, window: ByteWindow, batch: BatchBuilder) {
    const { range } = source;
    this.#isFirst = range === undefined || (range.isExact && range.offset === 0);
    this.#directives = openDirectives(range?.columns);
    this.#source = source;
    this.#layout = layout;
    this.#window = window;
    this.#openings = new EventOpenings(window);
    this.#batch = batch;
  }

  get columns(): Columns | undefined {
    return this.#layout.kind === 'directives' ? this.#directives.columns : undefined;
  }

  boundary(index: number): number | undefined {
    const { bytes } = this.#window;
    const isHeader = this.#isFirst && this.#layout.kind === 'delimited';
    const isFirst = !this.#isLineBroken && !isHeader && skipBlanks(bytes, index) === index;
    return isFirst && beginsEvent(this.#layout, bytes, index) ? this.#window.positionOf(index) : undefined;
  }

  take(index: number): number {
    const { bytes } = this.#window;
    if (this.#isLineBroken) return this.#breakLine(bytes, index);
    const start = this.#seen === NOTHING_SEEN ? skipBlanks(bytes, index) : index;
    if (start > index || start === bytes.length) return start;
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
        return this.#done(start + extent.index);
      }
    }
    this.#isText = true;
    return undefined;
  }

  /** An `<Event>` in the line, with what stands before it in the line; undefined where there is none. */
  #takeEvent(bytes: Buffer, start: number): number | undefined {
    const { maxRecordBytes } = this.#source;
    const opening = this.#openings.next(bytes, start);
    const behind = opening + EVENT_BYTES;
    if (opening === -1 || behind - start >= maxRecordBytes || hasNewline(bytes, start, behind)) return undefined;
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
    return this.#done(end);
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
        return lines < MAX_LINES && !isDated(bytes, at, end);
      case 'begins':
        return lines < MAX_LINES && !layout.begins(bytes.toString('utf8', at, Math.min(end, at + LINE_HEAD)));
      default:
        return assertNever(layout);
    }
  }

  #add(bytes: Buffer, start: number, end: number): number {
    if (this.#layout.kind === 'directives' && bytes[start] === HASH) {
      this.#directives.take(lineText(bytes, start, end));
      return this.#done(end);
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
    return this.#done(end);
  }

  #header(): TableHeader | undefined {
    return this.#layout.kind === 'delimited' ? this.#layout.header : this.#directives.columns.header;
  }

  #breakLine(bytes: Buffer, start: number): number {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = this.#done(newline === -1 ? bytes.length : newline + 1);
    this.#isLineBroken = newline === -1;
    return end;
  }

  #tooLong(start: number, next: number): number {
    this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
    return this.#done(next);
  }

  #done(index: number): number {
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

  #skip(reason: SkipReason, start: number, message: string): void {
    this.#batch.skip({ reason, path: this.#source.path, byteOffset: this.#window.offsetOf(start), message });
  }
}

const NOTHING_SEEN = { lines: 0, bytes: 0, quotes: 0 };

function parseObject(text: string): JsonRecord['value'] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
