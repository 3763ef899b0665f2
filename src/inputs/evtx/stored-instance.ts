import type { Chunk } from './chunk-bytes.ts';
import type { KnownTemplate } from './chunk-templates.ts';
import type { Decoder } from './decoder.ts';
import { ARRAY, TYPE } from './tokens.ts';
import type { Fragment, Instance, Template, Value } from './tree.ts';
import type { ValueWriter } from './values.ts';

/** A value that is binary XML in its turn. */
export interface FragmentValue {
  readonly index: number;
  readonly fragment: Fragment;
}

/** What values are read with. */
export interface ValueSource {
  readonly chunk: Chunk;
  readonly decoder: Decoder;
}

/** Where the values of an instance stand, once they were found to be sound. */
export interface StoredValues {
  readonly known: KnownTemplate;
  /** Offset of the first value descriptor (size, type). The contents follow on the last. */
  readonly descriptors: number;
  readonly count: number;
  readonly fragments: readonly FragmentValue[];
}

/**
 * An instance whose values are still bytes of the chunk. They become text when somebody asks for them; then it lets go of
 * the chunk.
 */
export class StoredInstance implements Instance, StoredValues {
  readonly known: KnownTemplate;
  readonly descriptors: number;
  readonly count: number;
  readonly fragments: readonly FragmentValue[];
  readonly textLength: number;
  private stored: ValueSource | undefined;
  private texts: readonly Value[] | undefined;

  constructor(source: ValueSource, { known, descriptors, count, fragments }: StoredValues, textLength: number) {
    this.known = known;
    this.descriptors = descriptors;
    this.count = count;
    this.fragments = fragments;
    this.textLength = textLength;
    this.stored = source;
    this.texts = undefined;
  }

  get template(): Template {
    return this.known.template;
  }

  /** What the values can be read with as bytes; undefined once they are texts. */
  get source(): ValueSource | undefined {
    return this.stored;
  }

  get values(): readonly Value[] {
    if (this.texts === undefined) {
      this.texts = this.stored === undefined ? [] : readValues(this.stored, this);
      this.stored = undefined;
    }
    return this.texts;
  }
}

/**
 * The values: first all descriptors, then all contents. Nearly all of the time goes by in here, so it is long-handed:
 * bench/decode.ts.
 */
function readValues({ chunk, decoder }: ValueSource, { known, descriptors, count, fragments }: StoredValues): Value[] {
  const { places: ends, values: writer } = decoder;
  const { out } = writer;
  const { view } = chunk;
  const { last } = known;
  const values = new Array<Value>(count);
  let at = descriptors + 4 * count;
  let lastAt = last.descriptors + 4 * last.count;
  out.length = 0;
  for (let i = 0; i < count; i++) {
    const descriptor = view.getUint32(descriptors + 4 * i, true);
    const size = descriptor & 0xffff;
    const lastDescriptor = i < last.count ? view.getUint32(last.descriptors + 4 * i, true) : -1;
    if (descriptor === lastDescriptor && isSame(view, at, lastAt, size)) values[i] = last.values[i] ?? null;
    else values[i] = storedValue(writer, chunk, (descriptor >>> 16) & 0xff, at, size);
    ends[i] = out.length;
    at += size;
    lastAt += lastDescriptor & 0xffff;
  }
  takeTexts(values, out.text(), ends);
  for (const { index, fragment } of fragments) values[index] = fragment;
  known.last = { descriptors, count, values };
  return values;
}

/** Cuts the writer's text into the values that it holds. */
function takeTexts(values: Value[], text: string, ends: Int32Array): void {
  let start = 0;
  for (let i = 0; i < values.length; i++) {
    const end = ends[i] ?? start;
    if (end > start) values[i] = text.slice(start, end);
    start = end;
  }
}

/** A value that is not in the writer: an array, or text that does not fit there. Otherwise '', and null for none. */
function storedValue(writer: ValueWriter, chunk: Chunk, type: number, at: number, size: number): Value {
  if (type === TYPE.NULL || (type & ~ARRAY) === TYPE.BINXML) return null;
  if ((type & ARRAY) !== 0) return writer.items(chunk, type & ~ARRAY, at, size);
  return writer.write(chunk, type, at, size) ?? '';
}

/** Whether the same bytes stand at two places. */
function isSame(view: DataView, one: number, other: number, size: number): boolean {
  let i = 0;
  for (; i + 4 <= size; i += 4) if (view.getUint32(one + i) !== view.getUint32(other + i)) return false;
  for (; i < size; i++) if (view.getUint8(one + i) !== view.getUint8(other + i)) return false;
  return true;
}
