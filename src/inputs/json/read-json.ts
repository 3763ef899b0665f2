import { assertNever } from '../../shared/problem.ts';
import type { BatchBuilder, RecordBatch } from '../batch.ts';
import type { ByteWindow } from '../byte-window.ts';
import { type RecordScanner, readText, type TextSource } from '../read-text.ts';
import type { JsonRecord, SkipReason } from '../record.ts';
import { isLogLine } from '../text/layout.ts';
import { readCutObject } from './cut.ts';
import { ExtentScanner, MAX_DEPTH } from './extent.ts';

/**
 * Reads JSON objects: one a line, pretty-printed one after another, or elements of top-level arrays. What stands
 * between them must be blank, a comma or an array's brackets. A line that is no object costs itself; an object that
 * is not valid costs the lines up to the next one that begins in the same column. An object that is cut
 * in its line keeps the values that are whole, and is marked.
 */
export function readJson(source: TextSource): AsyncGenerator<RecordBatch> {
  return readText(source, (window, batch) => new JsonScanner(source, window, batch));
}

type JsonObject = JsonRecord['value'];

const BOM = Buffer.from('\uFEFF');
const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** A line of more blanks than this is given up without waiting for its end. */
const MAX_INDENT = 4096;

class JsonScanner implements RecordScanner {
  readonly #source: TextSource;
  readonly #window: ByteWindow;
  readonly #batch: BatchBuilder;
  /** The object that was begun and needs more bytes. */
  #extent: ExtentScanner | undefined;
  /** The next line break, as far as looked for. Places are positions of the window, which do not move. */
  #newlineAt = -1;
  #searchedTo = 0;
  #lineStart = 0;
  /** Nothing but blanks stands between the start of the line and the next object. */
  #isIndented = true;
  /** Before this place a line is only tried as a whole: it keeps damaged text from being read over and over. */
  #singleLinesUntil = 0;
  /** Up to this place the line is known to hold more than one object. */
  #manyUntil = 0;
  /** The rest of this line is given up. */
  #isLineBroken = false;
  /** Lines are given up until an object begins in this column, or in any. */
  #resync: { readonly column: number | undefined } | undefined;

  constructor(source: TextSource, window: ByteWindow, batch: BatchBuilder) {
    this.#source = source;
    this.#window = window;
    this.#batch = batch;
  }

  take(index: number): number {
    const { bytes } = this.#window;
    if (this.#isLineBroken) return this.#skipLine(bytes, index);
    if (this.#resync !== undefined) {
      const indent = indentOf(bytes, index);
      if (index + indent === bytes.length && indent < MAX_INDENT && !this.#window.isEnded) return index;
      const { column } = this.#resync;
      const isInStep = bytes[index + indent] === OPEN_BRACE && (column === undefined || indent === column);
      if (!isInStep) return this.#skipLine(bytes, index);
      this.#resync = undefined;
    }
    const start = this.#extent === undefined ? this.#skipSeparators(bytes, index) : index;
    if (start > index || start === bytes.length) return start;
    if (bytes[start] === BOM[0] && bytes.length - start < BOM.length && !this.#window.isEnded) return start;
    return bytes[start] === OPEN_BRACE ? this.#object(bytes, start) : this.#junk(bytes, start);
  }

  #object(bytes: Buffer, start: number): number {
    const newline = this.#newline(bytes, start);
    if (newline !== -1 || this.#window.isEnded) {
      const next = this.#line(bytes, start, newline === -1 ? bytes.length : newline);
      if (next !== start) return next;
    }
    return this.#extended(bytes, start);
  }

  /** The object that fills the rest of its line, by far the most frequent shape; `start` where it is not that. */
  #line(bytes: Buffer, start: number, stop: number): number {
    const position = this.#window.positionOf(start);
    const isSingle = position < this.#singleLinesUntil;
    if (position < this.#manyUntil && !isSingle) return start;
    const end = trimEnd(bytes, start, stop);
    const isTooLong = end - start > this.#source.maxRecordBytes;
    const text = bytes[end - 1] === CLOSE_BRACE && !isTooLong ? bytes.toString('utf8', start, end) : '';
    const value = text === '' ? undefined : parseObject(text);
    if (value !== undefined) {
      this.#add(text, value, start, end - start);
      return this.#consumed(stop);
    }
    this.#manyUntil = this.#window.positionOf(stop);
    if (!isSingle) return start;
    if (isTooLong) return this.#tooLong(bytes, start);
    this.#resync = { column: this.#columnOf(start) };
    return this.#junk(bytes, start);
  }

  /** The object by its brackets, over as many lines as it takes. */
  #extended(bytes: Buffer, start: number): number {
    const { maxRecordBytes } = this.#source;
    this.#extent ??= new ExtentScanner();
    const extent = this.#extent.scan(bytes.subarray(start, start + maxRecordBytes));
    switch (extent.found) {
      case 'end': {
        const text = bytes.toString('utf8', start, start + extent.index);
        const value = parseObject(text);
        if (value === undefined) this.#skip('damaged record', start, 'not valid JSON');
        else this.#add(text, value, start, extent.index);
        return this.#consumed(start + extent.index);
      }
      case 'violation':
        return this.#damaged(bytes, start, start + extent.index, `not valid JSON: ${extent.message}`);
      case 'more':
        if (bytes.length - start > maxRecordBytes) {
          this.#singleLinesUntil = this.#window.positionOf(start + maxRecordBytes);
          return this.#tooLong(bytes, start);
        }
        if (!this.#window.isEnded) return start;
        return this.#damaged(bytes, start, bytes.length, 'the file ends inside an object');
      default:
        return assertNever(extent);
    }
  }

  /** Keeps what is whole in the first line of a broken object. Lines up to the violation may still hold whole objects. */
  #damaged(bytes: Buffer, start: number, violation: number, message: string): number {
    const newline = this.#newline(bytes, start);
    const line = bytes.subarray(start, newline === -1 ? bytes.length : newline);
    const cut = readCutObject(line);
    if (cut === undefined) this.#skip('damaged record', start, message);
    else this.#batch.add({ kind: 'json', offset: this.#window.offsetOf(start), isCut: true, ...cut }, line.length);
    if (newline !== -1 && newline < violation) {
      this.#singleLinesUntil = this.#window.positionOf(violation);
      this.#resync = { column: this.#columnOf(start) };
    }
    return this.#skipLine(bytes, start);
  }

  #tooLong(bytes: Buffer, start: number): number {
    this.#skip('record too long', start, `an object of more than ${this.#source.maxRecordBytes} bytes`);
    this.#resync = { column: this.#columnOf(start) };
    return this.#skipLine(bytes, start);
  }

  /** A line that does not begin with an object: one of another log, or damage. */
  #junk(bytes: Buffer, start: number): number {
    const newline = this.#resync === undefined ? this.#newline(bytes, start) : -1;
    const end = newline === -1 && this.#window.isEnded ? bytes.length : newline;
    const text = end === -1 ? '' : bytes.toString('utf8', start, trimEnd(bytes, start, end));
    if (this.#isIndented && isLogLine(text) && end - start <= this.#source.maxRecordBytes) {
      this.#batch.add({ kind: 'text', offset: this.#window.offsetOf(start), isCut: false, text }, end - start);
      return this.#consumed(end);
    }
    this.#skip('damaged record', start, 'not a JSON object');
    return this.#skipLine(bytes, start);
  }

  #skipLine(bytes: Buffer, index: number): number {
    const newline = this.#newline(bytes, index);
    this.#isLineBroken = newline === -1;
    return this.#consumed(newline === -1 ? bytes.length : newline + 1);
  }

  #columnOf(start: number): number | undefined {
    return this.#isIndented ? this.#window.positionOf(start) - this.#lineStart : undefined;
  }

  /** Blanks, zero padding, byte order marks, and what separates the elements of an array. */
  #skipSeparators(bytes: Buffer, from: number): number {
    let index = from;
    for (; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === NEWLINE) this.#beginLine(index + 1);
      else if (byte === 0x2c || byte === 0x5b || byte === 0x5d) this.#isIndented = false;
      else if (byte === 0xef && bytes[index + 1] === 0xbb && bytes[index + 2] === 0xbf) {
        index += 2;
        this.#beginLine(index + 1);
      } else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0) break;
    }
    return index;
  }

  #beginLine(index: number): void {
    this.#lineStart = this.#window.positionOf(index);
    this.#isIndented = true;
  }

  /** The index of the next line break, -1 where none is in memory. No byte is searched twice. */
  #newline(bytes: Buffer, start: number): number {
    const base = this.#window.positionOf(0);
    if (this.#newlineAt >= base + start) return this.#newlineAt - base;
    const newline = bytes.indexOf(NEWLINE, Math.max(start, this.#searchedTo - base));
    this.#newlineAt = newline === -1 ? -1 : base + newline;
    this.#searchedTo = base + (newline === -1 ? bytes.length : newline + 1);
    return newline;
  }

  #consumed(index: number): number {
    this.#extent = undefined;
    if (this.#newlineAt === this.#window.positionOf(index - 1)) this.#beginLine(index);
    else this.#isIndented = false;
    return index;
  }

  #add(text: string, value: JsonObject, start: number, sizeBytes: number): void {
    if (isDeep(text)) {
      this.#skip('damaged record', start, `not valid JSON: nested more than ${MAX_DEPTH} levels deep`);
      return;
    }
    const offset = this.#window.offsetOf(start);
    this.#batch.add({ kind: 'json', offset, isCut: false, text, value }, sizeBytes);
  }

  #skip(reason: SkipReason, start: number, message: string): void {
    this.#batch.skip({ reason, path: this.#source.path, byteOffset: this.#window.offsetOf(start), message });
  }
}

function indentOf(bytes: Buffer, from: number): number {
  let index = from;
  while (bytes[index] === 0x20 || bytes[index] === 0x09) index++;
  return index - from;
}

function trimEnd(bytes: Buffer, start: number, stop: number): number {
  let end = stop;
  while (end > start && (bytes[end - 1] ?? 0) <= 0x20) end--;
  return end;
}

/** Its own key `__proto__` is an ordinary property of what JSON.parse makes; of a key given twice the last counts. */
function parseObject(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether an object is nested too deep. Nearly every one has too few brackets for that, which native search tells. */
export function isDeep(text: string): boolean {
  let opened = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1 && opened <= MAX_DEPTH; at = text.indexOf(bracket, at + 1)) opened++;
  }
  return opened > MAX_DEPTH && new ExtentScanner().scan(Buffer.from(text)).found === 'violation';
}
