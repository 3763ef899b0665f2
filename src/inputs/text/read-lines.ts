import { assertNever } from '../../shared/problem.ts';
import type { BatchBuilder, RecordBatch } from '../batch.ts';
import type { ByteWindow } from '../byte-window.ts';
import { ExtentScanner } from '../json/extent.ts';
import { type RecordScanner, readText, type TextSource } from '../read-text.ts';
import type { JsonRecord, SkipReason, TableHeader, TextRecord } from '../record.ts';
import { EventExtentScanner, isEventOpening } from '../xml/event-extent.ts';
import { parseEvent } from '../xml/parse-event.ts';
import { openDirectives } from './directives.ts';
import { startsWithTime, type TextLayout } from './layout.ts';

/**
 * Reads a text as its layout says. An object of JSON that begins a line and an `<Event>` wherever it stands become
 * records of their own kinds, so that a file of mixed logs is taken apart.
 */
export function readLines(source: TextSource, layout: TextLayout): AsyncGenerator<RecordBatch> {
  return readText(source, (window, batch) => new LineScanner(source, layout, window, batch));
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

/** How much of a line is looked at to tell whether it begins an event. */
const LINE_HEAD = 1024;

type Step = { readonly found: 'end'; readonly index: number } | { readonly found: 'more' } | { readonly found: 'none' };

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
  /** The object or event that begins here is none: its first line is text. */
  #isText = false;
  /** The rest of this line is given up. */
  #isLineBroken = false;
  #isFirst = true;

  constructor(source: TextSource, layout: TextLayout, window: ByteWindow, batch: BatchBuilder) {
    this.#source = source;
    this.#layout = layout;
    this.#window = window;
    this.#batch = batch;
  }

  take(index: number): number {
    const { bytes } = this.#window;
    const start = this.#seen === NOTHING_SEEN ? skipBlanks(bytes, index) : index;
    if (start > index || start === bytes.length) return start;
    if (!this.#isText && !this.#isLineBroken) {
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
    const opening = openingIn(bytes, start, this.#lineEnd(bytes, start));
    if (opening === -1) return undefined;
    this.#event ??= new EventExtentScanner();
    const extent = this.#event.scan(bytes.subarray(opening), this.#window.isEnded);
    if (extent.found === 'more' && !this.#isPast(bytes, start)) return start;
    this.#event = undefined;
    const end = extent.found === 'more' ? bytes.length : opening + extent.index;
    if (end - start > this.#source.maxRecordBytes) {
      this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
      return this.#done(end);
    }
    const isCut = extent.found !== 'end';
    const text = bytes.toString('utf8', opening, end).trimEnd();
    const parsed = parseEvent(text, isCut);
    const offset = this.#window.offsetOf(opening);
    if ('event' in parsed) this.#batch.add({ kind: 'windows-event', offset, ...parsed }, end - start);
    else this.#skip('damaged record', opening, parsed.fault);
    return this.#done(end);
  }

  /** The lines of one event. */
  #takeLines(bytes: Buffer, start: number): number {
    const { maxRecordBytes } = this.#source;
    if (this.#isLineBroken) return this.#breakLine(bytes, start);
    const step = this.#eventEnd(bytes, start);
    switch (step.found) {
      case 'end':
        return this.#add(bytes, start, step.index);
      case 'none':
      case 'more':
        if (bytes.length - start > maxRecordBytes) {
          this.#skip('record too long', start, `an event of more than ${maxRecordBytes} bytes`);
          return this.#breakLine(bytes, start);
        }
        return start;
      default:
        return assertNever(step);
    }
  }

  /** Where the event that begins at `start` ends. */
  #eventEnd(bytes: Buffer, start: number): Step {
    let { lines, bytes: seen, quotes } = this.#seen;
    for (;;) {
      const at = start + seen;
      if (at >= bytes.length && this.#window.isEnded) return { found: 'end', index: bytes.length };
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline === -1 ? bytes.length : newline + 1;
      if (newline === -1 && !this.#window.isEnded) break;
      if (lines > 0 && !this.#continues(bytes, at, end, lines, quotes)) return { found: 'end', index: at };
      if (this.#layout.kind === 'delimited') quotes += quotesIn(bytes, at, end);
      seen += end - at;
      lines++;
    }
    this.#seen = { lines, bytes: seen, quotes };
    return { found: 'more' };
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
        return lines < MAX_LINES && !startsWithTime(bytes.toString('utf8', at, Math.min(end, at + 64)));
      case 'begins':
        return lines < MAX_LINES && !layout.begins(bytes.toString('utf8', at, Math.min(end, at + LINE_HEAD)));
      default:
        return assertNever(layout);
    }
  }

  #add(bytes: Buffer, start: number, end: number): number {
    if (end - start > this.#source.maxRecordBytes) {
      this.#skip('record too long', start, `an event of more than ${this.#source.maxRecordBytes} bytes`);
      return this.#done(end);
    }
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
    return this.#layout.kind === 'delimited' ? this.#layout.header : this.#directives.header;
  }

  #breakLine(bytes: Buffer, start: number): number {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = this.#done(newline === -1 ? bytes.length : newline + 1);
    this.#isLineBroken = newline === -1;
    return end;
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

  #lineEnd(bytes: Buffer, start: number): number {
    const newline = bytes.indexOf(NEWLINE, start);
    return newline === -1 ? bytes.length : newline;
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

function lineText(bytes: Buffer, start: number, end: number): string {
  let last = end;
  while (last > start && (bytes[last - 1] === NEWLINE || bytes[last - 1] === RETURN)) last--;
  return bytes.toString('utf8', start, last);
}

function openingIn(bytes: Buffer, start: number, end: number): number {
  const line = bytes.subarray(0, end);
  for (let at = line.indexOf(EVENT, start); at !== -1; at = line.indexOf(EVENT, at + 1)) {
    if (isEventOpening(bytes, at)) return at;
  }
  return -1;
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
