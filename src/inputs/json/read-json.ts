import { assertNever } from '../../shared/problem.ts';
import type { BatchBuilder, RecordBatch } from '../batch.ts';
import { isCutMark, isMark, MARK_BYTES } from '../byte-order-mark.ts';
import type { ByteWindow } from '../byte-window.ts';
import type { PartEnd } from '../part.ts';
import { type RecordScanner, readText, type TextSource } from '../read-text.ts';
import type { JsonRecord, SkipReason } from '../record.ts';
import { seekLine } from '../seek.ts';
import { isLogLine } from '../text/layout.ts';
import { readCutObject } from './cut.ts';
import { type Extent, ExtentScanner, MAX_DEPTH } from './extent.ts';
import { indentOf, isBlank, MAX_INDENT, OPEN_BRACE, objectLine, skipControls, trimEnd } from './line-bytes.ts';

/**
 * Reads JSON objects: one a line, pretty-printed one after another, or elements of top-level arrays. What stands
 * between them must be blank, a comma or an array's brackets. A line that is no object costs itself; an object that
 * is not valid costs the lines up to the next one that begins in the same column. An object that is cut
 * in its line keeps the values that are whole, and is marked.
 */
export function readJson(source: TextSource): AsyncGenerator<RecordBatch, PartEnd> {
  return readText(source, {
    createScanner: (window, batch) => new JsonScanner(source, window, batch),
    seek: seekLine(objectLine),
  });
}

type JsonObject = JsonRecord['value'];

const NEWLINE = 0x0a;
const CLOSE_BRACE = 0x7d;

class JsonScanner implements RecordScanner {
  readonly #source: TextSource;
  readonly #window: ByteWindow;
  readonly #batch: BatchBuilder;
  /** The object that was begun and needs more bytes, and what its brackets say once they do. */
  #extent: ExtentScanner | undefined;
  #verdict: Exclude<Extent, { readonly found: 'more' }> | undefined;
  /** The next line break, as far as looked for. Places are positions of the window, which do not move. */
  #newlineAt = -1;
  #searchedTo = 0;
  #lineStart: number;
  /** Nothing but blanks stands between the start of the line and the next object. */
  #isIndented = true;
  /** Before this place a line is only tried as a whole: it keeps damaged text from being read over and over. */
  #singleLinesUntil = 0;
  /** The rest of the line is known not to be one object alone. */
  #isMany = false;
  /** The rest of this line is given up. */
  #isLineBroken = false;
  /** Lines are given up until an object begins in this column, or in any. */
  #resync: { readonly column: number | undefined } | undefined;

  constructor(source: TextSource, window: ByteWindow, batch: BatchBuilder) {
    this.#source = source;
    this.#window = window;
    this.#batch = batch;
    this.#lineStart = window.positionOf(0);
  }

  boundary(index: number): number | undefined {
    const { bytes } = this.#window;
    const indent = this.#resync === undefined ? 0 : indentOf(bytes, index);
    const isAlone = this.#window.positionOf(index + indent) < this.#singleLinesUntil;
    const isFirst = this.#isIndented && !isAlone && this.#isInStep(bytes, index, indent);
    return isFirst && bytes[index + indent] === OPEN_BRACE ? this.#lineStart : undefined;
  }

  take(index: number): number {
    const { bytes } = this.#window;
    if (this.#isLineBroken) return this.#skipLine(bytes, index);
    if (this.#resync !== undefined) {
      const indent = indentOf(bytes, index);
      if (index + indent === bytes.length && indent < MAX_INDENT && !this.#window.isEnded) return index;
      if (!this.#isInStep(bytes, index, indent)) return this.#skipLine(bytes, index);
      this.#resync = undefined;
    }
    const start = this.#extent === undefined ? this.#skipSeparators(bytes, index) : index;
    if (start > index || start === bytes.length) return start;
    if (isCutMark(bytes, start) && !this.#window.isEnded) return start;
    return bytes[start] === OPEN_BRACE ? this.#object(bytes, start) : this.#junk(bytes, start);
  }

  /** Whether reading goes on with an object that is indented so. */
  #isInStep(bytes: Buffer, index: number, indent: number): boolean {
    if (this.#resync === undefined) return true;
    const { column } = this.#resync;
    const isObject = indent < MAX_INDENT && bytes[index + indent] === OPEN_BRACE;
    return isObject && (column === undefined || indent === column);
  }

  #object(bytes: Buffer, start: number): number {
    const isSingle = this.#window.positionOf(start) < this.#singleLinesUntil;
    const stop = this.#lineEnd(bytes, start);
    if (stop !== undefined) {
      const next = this.#line(bytes, start, stop, isSingle);
      if (next !== start) return next;
    } else if (isSingle) return this.#isPast(bytes, start) ? this.#tooLong(bytes, start) : start;
    return this.#extended(bytes, start);
  }

  /** The object that fills the rest of its line, by far the most frequent shape; `start` where it is not that. */
  #line(bytes: Buffer, start: number, stop: number, isSingle: boolean): number {
    if (this.#isMany && !isSingle) return start;
    const end = trimEnd(bytes, start, stop);
    const text = bytes[end - 1] === CLOSE_BRACE ? bytes.toString('utf8', start, end) : '';
    const value = text === '' ? undefined : parseObject(text);
    if (value !== undefined) {
      this.#add(text, value, start, end - start);
      return this.#consumed(stop);
    }
    this.#isMany = true;
    if (!isSingle) return start;
    this.#resync = { column: this.#columnOf(start) };
    return this.#junk(bytes, start);
  }

  /** The object by its brackets, over as many lines as it takes. */
  #extended(bytes: Buffer, start: number): number {
    const { maxRecordBytes } = this.#source;
    const extent = this.#extentOf(bytes.subarray(start, start + maxRecordBytes));
    switch (extent.found) {
      case 'end':
        return this.#ended(bytes, start, start + extent.index);
      case 'violation':
        // What is kept of it is its line.
        if (this.#lineEnd(bytes, start) === undefined && !this.#isPast(bytes, start)) return start;
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

  #extentOf(bytes: Buffer): Extent {
    if (this.#verdict !== undefined) return this.#verdict;
    this.#extent ??= new ExtentScanner();
    const extent = this.#extent.scan(bytes);
    if (extent.found !== 'more') this.#verdict = extent;
    return extent;
  }

  /** The object that ends at `end`, unless it may still be alone in its line, of which not all is in memory. */
  #ended(bytes: Buffer, start: number, end: number): number {
    if (!this.#isMany) {
      const limit = Math.min(bytes.length, start + this.#source.maxRecordBytes);
      const next = skipControls(bytes, end, limit);
      if (next === limit && !this.#isPast(bytes, start)) return start;
    }
    const text = bytes.toString('utf8', start, end);
    const value = parseObject(text);
    if (value === undefined) this.#skip('damaged record', start, 'not valid JSON');
    else this.#add(text, value, start, end - start);
    const newline = this.#newline(bytes, start);
    this.#isMany = newline === -1 || newline >= end;
    return this.#consumed(end);
  }

  /** Keeps what is whole in the first line of a broken object. Lines up to the violation may still hold whole objects. */
  #damaged(bytes: Buffer, start: number, violation: number, message: string): number {
    const newline = this.#newline(bytes, start);
    const limit = Math.min(bytes.length, start + this.#source.maxRecordBytes);
    const line = bytes.subarray(start, newline === -1 ? limit : Math.min(newline, limit));
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
    if (this.#resync === undefined && this.#isIndented) {
      const end = this.#lineEnd(bytes, start);
      if (end === undefined && !this.#isPast(bytes, start)) return start;
      const text = end === undefined ? '' : bytes.toString('utf8', start, trimEnd(bytes, start, end));
      if (end !== undefined && isLogLine(text)) {
        this.#batch.add({ kind: 'text', offset: this.#window.offsetOf(start), isCut: false, text }, end - start);
        return this.#consumed(end);
      }
    }
    this.#skip('damaged record', start, 'not a JSON object');
    return this.#skipLine(bytes, start);
  }

  #skipLine(bytes: Buffer, index: number): number {
    const newline = this.#newline(bytes, index);
    this.#isLineBroken = newline === -1;
    return this.#consumed(newline === -1 ? bytes.length : newline + 1);
  }

  /** Where the line ends that goes on at `start`; undefined where it is too long, or not yet in memory. */
  #lineEnd(bytes: Buffer, start: number): number | undefined {
    const newline = this.#newline(bytes, start);
    const isInMemory = newline !== -1 || this.#window.isEnded;
    const end = newline === -1 ? bytes.length : newline;
    return isInMemory && end - start <= this.#source.maxRecordBytes ? end : undefined;
  }

  /** No more bytes can complete what begins at `start`. */
  #isPast(bytes: Buffer, start: number): boolean {
    return this.#window.isEnded || bytes.length - start > this.#source.maxRecordBytes;
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
      else if (isMark(bytes, index)) {
        index += MARK_BYTES - 1;
        this.#beginLine(index + 1);
      } else if (!isBlank(byte)) break;
    }
    return index;
  }

  #beginLine(index: number): void {
    this.#lineStart = this.#window.positionOf(index);
    this.#isIndented = true;
    this.#isMany = false;
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
    this.#verdict = undefined;
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
