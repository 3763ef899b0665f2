import type { Chunk } from './chunk-bytes.ts';
import { ChunkTemplates, type KnownTemplate } from './chunk-templates.ts';
import { compileTemplate } from './compile.ts';
import { damaged } from './damage.ts';
import type { Decoder } from './decoder.ts';
import { parseTree } from './parse.ts';
import { type FragmentValue, StoredInstance, type ValueSource } from './stored-instance.ts';
import { ARRAY, TEMPLATE_HEADER_BYTES, TOKEN, TYPE } from './tokens.ts';
import type { Fragment, Instance, Template, Value } from './tree.ts';
import { MOST_TEXT_PER_BYTE } from './values.ts';

/** Fragments as values of fragments; what Windows writes has one in the other. */
const MAX_FRAGMENT_DEPTH = 16;
/**
 * What the text of one record may grow to, and that of all records of a chunk. The 64 KiB of a chunk cannot come
 * near to it but by a template built to multiply its values.
 */
const MAX_RECORD_TEXT = 1 << 20;
const MAX_CHUNK_TEXT = 1 << 25;
/** Token, a byte without meaning, template id, offset of the definition. */
const INSTANCE_HEADER_BYTES = 10;

/** Where a fragment stands, and how to take it. */
interface FragmentPlace {
  readonly start: number;
  readonly end: number;
  /** How many fragments it is a value of. */
  readonly depth: number;
  /** The bytes end too early: keep what is there instead of failing. */
  readonly isCut: boolean;
}

interface PlacedInstance {
  readonly instance: Instance;
  readonly next: number;
}

/** A value that is binary XML, and is read after those that are not. */
interface NestedValue {
  readonly index: number;
  readonly at: number;
  readonly size: number;
  readonly type: number;
}

const NO_FRAGMENTS: readonly FragmentValue[] = [];

/**
 * Reads the fragments of one chunk. Whether they are sound is found out here, once and for all; their values stay bytes
 * until somebody asks for them.
 */
export class FragmentReader {
  private readonly chunk: Chunk;
  private readonly decoder: Decoder;
  private readonly source: ValueSource;
  private readonly templates: ChunkTemplates;
  private textBudget = MAX_CHUNK_TEXT;

  constructor(chunk: Chunk, decoder: Decoder) {
    this.chunk = chunk;
    this.decoder = decoder;
    this.source = { chunk, decoder };
    this.templates = new ChunkTemplates(chunk, decoder.templates);
  }

  /**
   * The fragment that makes up a record.
   *
   * @throws Problem IN004 where it is damaged, or would grow out of all proportion.
   */
  record(start: number, end: number, isCut: boolean): Fragment {
    const fragment = this.fragment({ start, end, depth: 0, isCut });
    let length = boundOf(fragment);
    const isPlain = length <= MAX_RECORD_TEXT && fragment.instances[0]?.template.literalLength !== 0;
    // The bound is generous where values are bytes: what seems to break it is looked at closely.
    if (!isPlain) length = exactLengthOf(fragment);
    if (length === 0) throw damaged('it holds no element', start);
    if (length > Math.min(MAX_RECORD_TEXT, this.textBudget)) throw damaged('a template that multiplies values', start);
    this.textBudget -= length;
    return fragment;
  }

  private fragment(place: FragmentPlace): Fragment {
    const instances: Instance[] = [];
    this.readFragment(place, instances);
    return { kind: 'fragment', instances };
  }

  /** Appends what a fragment holds; gives the offset behind its end token. */
  private readFragment(place: FragmentPlace, instances: Instance[]): number {
    const { start, end, isCut } = place;
    let at = start;
    while (at < end) {
      const token = this.chunk.u8(at, end);
      if (token === TOKEN.END) return at + 1;
      if (token === TOKEN.FRAGMENT_HEADER) {
        at += 4;
      } else if (token === TOKEN.TEMPLATE_INSTANCE) {
        const { instance, next } = this.instanceAt(at, place);
        instances.push(instance);
        at = next;
      } else {
        const tree = parseTree(this.chunk, at, end, {
          isCut,
          instanceAt: (offset) => this.embeddedAt(offset, place),
        });
        instances.push(knownInstance(compileTemplate(tree.roots), []));
        if (isCut) return end;
        at = tree.at;
      }
    }
    return end;
  }

  private instanceAt(at: number, place: FragmentPlace): PlacedInstance {
    const { chunk } = this;
    const { end, isCut } = place;
    const id = chunk.u32(at + 2, end);
    const offset = chunk.u32(at + 6, end);
    let next = at + INSTANCE_HEADER_BYTES;
    const isInLine = offset === next;
    if (isInLine) next += TEMPLATE_HEADER_BYTES + chunk.u32(next + 20, end);
    const known = this.templates.at(offset, id, isCut && isInLine && next > end ? end : undefined);
    if (isCut) return this.readCutValues(known.template, next, place);
    const count = chunk.u32(next, end);
    if (count > (end - next - 4) >> 2) throw damaged(`${count} values, more than there are bytes for`, next);
    return this.findValues(known, next + 4, count, place);
  }

  /** An instance that stands in an element that no template has: text around it is made at once, so it is too. */
  private embeddedAt(at: number, place: FragmentPlace): PlacedInstance {
    const { instance, next } = this.instanceAt(at, place);
    return { instance: knownInstance(instance.template, instance.values), next };
  }

  /** Finds out whether the values are sound, and where they end: first all descriptors (size, type), then all contents. */
  private findValues(known: KnownTemplate, descriptors: number, count: number, place: FragmentPlace): PlacedInstance {
    const { chunk, decoder } = this;
    const { view } = chunk;
    const contents = descriptors + 4 * count;
    let nested: NestedValue[] | undefined;
    let arraysLength = 0;
    let at = contents;
    for (let i = 0; i < count; i++) {
      const descriptor = view.getUint32(descriptors + 4 * i, true);
      const size = descriptor & 0xffff;
      const type = (descriptor >>> 16) & 0xff;
      if ((type & ~ARRAY) === TYPE.BINXML) {
        nested ??= [];
        nested.push({ index: i, at, size, type });
      } else if (at + size > place.end) {
        throw damaged(`a value of ${size} bytes reaches beyond its record`, at);
      } else if ((type & ARRAY) !== 0) {
        arraysLength += lengthOfValue(decoder.values.items(chunk, type & ~ARRAY, at, size), known.template);
      } else {
        decoder.values.check(chunk, type, at, size);
      }
      at += size;
    }
    const fragments = nested === undefined ? NO_FRAGMENTS : nested.map((value) => this.fragmentValue(value, place));
    const bound =
      MOST_TEXT_PER_BYTE * (at - contents) +
      arraysLength +
      fragments.reduce((sum, { fragment }) => sum + boundOf(fragment), 0);
    const { template } = known;
    const stored = { known, descriptors, count, fragments };
    return { instance: new StoredInstance(this.source, stored, textLengthOf(template, bound)), next: at };
  }

  /** What is there of the values of a record whose bytes end too early. */
  private readCutValues(template: Template, start: number, place: FragmentPlace): PlacedInstance {
    const { chunk } = this;
    const { end } = place;
    if (start + 4 > end) return { instance: knownInstance(template, []), next: end };
    const descriptors = start + 4;
    const count = Math.min(chunk.u32(start, end), (end - descriptors) >> 2);
    const values: Value[] = [];
    let at = descriptors + 4 * count;
    for (let i = 0; i < count; i++) {
      const descriptor = chunk.view.getUint32(descriptors + 4 * i, true);
      const size = descriptor & 0xffff;
      values.push(this.cutValue((descriptor >>> 16) & 0xff, at, size, place));
      at += size;
    }
    return { instance: knownInstance(template, values), next: at };
  }

  /** Of a string that is cut the beginning is true; of a number nothing is. */
  private cutValue(type: number, at: number, size: number, place: FragmentPlace): Value {
    const { values: writer } = this.decoder;
    if (type === TYPE.NULL) return null;
    if ((type & ~ARRAY) === TYPE.BINXML) return this.fragmentValue({ index: 0, at, size, type }, place).fragment;
    const isWhole = at + size <= place.end;
    if (isWhole && (type & ARRAY) !== 0) return writer.items(this.chunk, type & ~ARRAY, at, size);
    if (!isWhole && (type !== TYPE.STRING || at >= place.end)) return '';
    return writer.text(this.chunk, type, at, Math.min(size, place.end - at));
  }

  private fragmentValue({ index, at: start, size, type }: NestedValue, outer: FragmentPlace): FragmentValue {
    const depth = outer.depth + 1;
    if (depth > MAX_FRAGMENT_DEPTH) throw damaged('binary XML nested too deep', start);
    const isCut = outer.isCut && start + size > outer.end;
    const end = Math.min(start + size, outer.end);
    if (start + size > outer.end && !isCut)
      throw damaged(`a fragment of ${size} bytes reaches beyond its record`, start);
    const instances: Instance[] = [];
    let at = start;
    do at = this.readFragment({ start: at, end, depth, isCut }, instances);
    while ((type & ARRAY) !== 0 && at < end);
    return { index, fragment: { kind: 'fragment', instances } };
  }
}

function knownInstance(template: Template, values: readonly Value[]): Instance {
  return { template, values, textLength: exactTextLength(template, values) };
}

function exactTextLength(template: Template, values: readonly Value[]): number {
  let length = 0;
  for (const value of values) length += lengthOfValue(value, template);
  return textLengthOf(template, length);
}

function textLengthOf(template: Template, valuesLength: number): number {
  return template.literalLength + template.mostReferences * valuesLength;
}

/** What a value adds to the text where it is used once. */
function lengthOfValue(value: Value, template: Template): number {
  if (typeof value === 'string') return value.length;
  if (value === null) return 0;
  if ('kind' in value) return exactLengthOf(value);
  let length = value.length * (template.widestHole + 1);
  for (const item of value) length += item.length;
  return length;
}

function exactLengthOf({ instances }: Fragment): number {
  let length = 0;
  for (const instance of instances) {
    length +=
      instance instanceof StoredInstance ? exactTextLength(instance.template, instance.values) : instance.textLength;
  }
  return length;
}

function boundOf({ instances }: Fragment): number {
  let length = 0;
  for (const instance of instances) length += instance.textLength;
  return length;
}
