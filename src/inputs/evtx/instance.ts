import type { Chunk } from './chunk-bytes.ts';
import { compileTemplate } from './compile.ts';
import { damaged } from './damage.ts';
import type { Decoder } from './decoder.ts';
import { parseTree } from './parse.ts';
import type { NameUse } from './template-cache.ts';
import { ARRAY, CHUNK_BYTES, CHUNK_HEADER_BYTES, TEMPLATE_HEADER_BYTES, TOKEN, TYPE } from './tokens.ts';
import type { Fragment, Instance, Template, Value } from './tree.ts';

/** Fragments as values of fragments; what Windows writes has one in the other. */
const MAX_FRAGMENT_DEPTH = 16;
/**
 * What the text of one record may grow to, and that of all records of a chunk. The 64 KiB of a chunk cannot come
 * near to it but by a template built to multiply its values.
 */
const MAX_RECORD_TEXT = 1 << 20;
const MAX_CHUNK_TEXT = 1 << 25;
/** Definitions do not overlap in a sound chunk; overlapping ones could make each record cost a whole chunk. */
const MAX_DEFINITION_BYTES = 4 * CHUNK_BYTES;
/** Buckets of the template table at this offset of the chunk, and the steps in a chain that are followed. */
const TEMPLATE_TABLE = 0x180;
const TEMPLATE_BUCKETS = 32;
const MAX_CHAIN_STEPS = 256;
/** Token, a byte without meaning, template id, offset of the definition. */
const INSTANCE_HEADER_BYTES = 10;

/** Where a fragment stands, and how to take it. */
export interface FragmentPlace {
  readonly start: number;
  readonly end: number;
  /** How many fragments it is a value of. */
  readonly depth: number;
  /** The bytes end too early: keep what is there instead of failing. */
  readonly isCut: boolean;
}

/** A template that the chunk defines, with the values that were read for it last. */
interface KnownTemplate {
  readonly template: Template;
  /**
   * Values go on being the same from record to record, System's above all. Comparing bytes is cheaper than making
   * text of them, and the same text is then one string: bench/evtx.ts.
   */
  last: { readonly descriptors: number; readonly count: number; readonly values: readonly Value[] };
}

const NOTHING: KnownTemplate['last'] = { descriptors: 0, count: 0, values: [] };

/** A value that is binary XML, and is read after those that are not. */
interface FragmentValue {
  readonly index: number;
  readonly at: number;
  readonly size: number;
  readonly type: number;
}

/** Decodes the fragments of one chunk. */
export class FragmentReader {
  private readonly chunk: Chunk;
  private readonly decoder: Decoder;
  private readonly templates = new Map<number, KnownTemplate>();
  private textBudget = MAX_CHUNK_TEXT;
  private definitionBudget = MAX_DEFINITION_BYTES;

  constructor(chunk: Chunk, decoder: Decoder) {
    this.chunk = chunk;
    this.decoder = decoder;
  }

  /**
   * The fragment that makes up a record.
   *
   * @throws Problem IN004 where it is damaged, or would grow out of all proportion.
   */
  record(start: number, end: number, isCut: boolean): Fragment {
    const fragment = this.fragment({ start, end, depth: 0, isCut });
    let length = 0;
    for (const instance of fragment.instances) length += instance.textLength;
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
          instanceAt: (offset) => this.instanceAt(offset, place),
        });
        instances.push(instanceOf(compileTemplate(tree.roots), [], 0));
        if (isCut) return end;
        at = tree.at;
      }
    }
    return end;
  }

  private instanceAt(at: number, place: FragmentPlace): { instance: Instance; next: number } {
    const { chunk } = this;
    const { end, isCut } = place;
    const id = chunk.u32(at + 2, end);
    const offset = chunk.u32(at + 6, end);
    let next = at + INSTANCE_HEADER_BYTES;
    const isInLine = offset === next;
    if (isInLine) next += TEMPLATE_HEADER_BYTES + chunk.u32(next + 20, end);
    const known = this.template(id, offset, isCut && isInLine && next > end ? end : undefined);
    if (isCut && next + 4 > end) return { instance: instanceOf(known.template, [], 0), next: end };
    const count = chunk.u32(next, end);
    const whole = Math.floor((end - next - 4) / 4);
    if (count > whole && !isCut) throw damaged(`${count} values, more than there are bytes for`, next);
    return this.readValues(known, next + 4, Math.min(count, whole), place);
  }

  /**
   * The values: first all descriptors (size, type), then all contents. Nearly all of the time goes by in here, so
   * it is long-handed: bench/evtx.ts.
   */
  private readValues(
    known: KnownTemplate,
    descriptors: number,
    count: number,
    place: FragmentPlace,
  ): { instance: Instance; next: number } {
    const { template, last } = known;
    const { ends, values: writer } = this.decoder;
    const values: Value[] = [];
    const fragments: FragmentValue[] = [];
    let extraLength = 0;
    let at = descriptors + 4 * count;
    let lastAt = last.descriptors + 4 * last.count;
    writer.out.length = 0;
    for (let i = 0; i < count; i++) {
      const descriptor = this.chunk.view.getUint32(descriptors + 4 * i, true);
      const size = descriptor & 0xffff;
      const type = (descriptor >>> 16) & 0xff;
      const lastDescriptor = i < last.count ? this.chunk.view.getUint32(last.descriptors + 4 * i, true) : -1;
      if ((type & ~ARRAY) === TYPE.BINXML) {
        fragments.push({ index: i, at, size, type });
        values.push(null);
      } else if (descriptor === lastDescriptor && at + size <= place.end && this.isSame(at, lastAt, size)) {
        const value = last.values[i] ?? null;
        extraLength += lengthOf(value, template);
        values.push(value);
      } else {
        const value = this.value(type, at, size, place);
        extraLength += lengthOf(value, template);
        values.push(type === TYPE.NULL ? null : value);
      }
      ends[i] = writer.out.length;
      at += size;
      lastAt += lastDescriptor & 0xffff;
    }
    extraLength += writer.out.length;
    this.takeTexts(values);
    for (const { index, at: start, size, type } of fragments) {
      const fragment = this.nested(start, size, type, place);
      for (const instance of fragment.instances) extraLength += instance.textLength;
      values[index] = fragment;
    }
    if (!place.isCut) known.last = { descriptors, count, values };
    return { instance: instanceOf(template, values, extraLength), next: at };
  }

  /** Whether the same bytes stand at two places. */
  private isSame(one: number, other: number, size: number): boolean {
    const { view } = this.chunk;
    let i = 0;
    for (; i + 4 <= size; i += 4) if (view.getUint32(one + i) !== view.getUint32(other + i)) return false;
    for (; i < size; i++) if (view.getUint8(one + i) !== view.getUint8(other + i)) return false;
    return true;
  }

  /** A value that is not in the writer: an array, or text that does not fit there. Otherwise ''. */
  private value(type: number, at: number, size: number, place: FragmentPlace): string | readonly string[] {
    const { end, isCut } = place;
    if (at + size > end) {
      if (!isCut) throw damaged(`a value of ${size} bytes reaches beyond its record`, at);
      // Of a string that is cut the beginning is true; of a number nothing is.
      return type === TYPE.STRING && at < end ? (this.decoder.values.write(this.chunk, type, at, end - at) ?? '') : '';
    }
    if ((type & ARRAY) !== 0) return this.decoder.values.items(this.chunk, type & ~ARRAY, at, size);
    return this.decoder.values.write(this.chunk, type, at, size) ?? '';
  }

  /** Cuts the writer's text into the values that it holds. */
  private takeTexts(values: Value[]): void {
    const { ends, values: writer } = this.decoder;
    const text = writer.out.text();
    let start = 0;
    for (let i = 0; i < values.length; i++) {
      const end = ends[i] ?? start;
      if (end > start) values[i] = text.slice(start, end);
      start = end;
    }
  }

  private nested(start: number, size: number, type: number, outer: FragmentPlace): Fragment {
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
    return { kind: 'fragment', instances };
  }

  /** The compiled definition. With `cutAt` it is one that ends there, which is not kept. */
  private template(id: number, offset: number, cutAt?: number): KnownTemplate {
    const known = this.templates.get(offset);
    if (known !== undefined) return known;
    const definition = this.definition(id, offset);
    const limit = cutAt ?? this.chunk.bytes.length;
    const start = definition + TEMPLATE_HEADER_BYTES;
    const end = start + this.chunk.u32(definition + 20, limit);
    if (cutAt !== undefined)
      return { template: this.compile(start, Math.min(end, limit), true).template, last: NOTHING };
    if (end > limit) throw damaged('a template definition that is not whole', definition);
    this.definitionBudget -= end - start;
    if (this.definitionBudget < 0) throw damaged('template definitions that overlap', definition);
    const made = { template: this.cached(id, start, end), last: NOTHING };
    this.templates.set(offset, made);
    return made;
  }

  private cached(id: number, start: number, end: number): Template {
    const { templates } = this.decoder;
    const found = templates.find(this.chunk, id, start, end);
    if (found !== undefined) return found;
    const { template, names } = this.compile(start, end, false);
    templates.add(this.chunk, id, start, end, names, template);
    return template;
  }

  private compile(start: number, end: number, isCut: boolean): { template: Template; names: readonly NameUse[] } {
    const { roots, names } = parseTree(this.chunk, start, end, { isCut });
    return { template: compileTemplate(roots), names };
  }

  /** Where the definition stands: at its offset, or, where another stands there, where the chunk's table has the id. */
  private definition(id: number, offset: number): number {
    const { chunk } = this;
    const limit = chunk.bytes.length;
    if (isDefinition(chunk, id, offset)) return offset;
    for (let bucket = 0; bucket < TEMPLATE_BUCKETS; bucket++) {
      let next = chunk.u32(TEMPLATE_TABLE + 4 * bucket, limit);
      for (let step = 0; step < MAX_CHAIN_STEPS && next !== 0; step++) {
        if (isDefinition(chunk, id, next)) return next;
        next = next + 4 > limit ? 0 : chunk.view.getUint32(next, true);
      }
    }
    throw damaged(`no definition of the template 0x${id.toString(16)}`, offset);
  }
}

/** Whether a definition stands there; its id is the first part of its GUID. */
function isDefinition(chunk: Chunk, id: number, offset: number): boolean {
  return (
    offset >= CHUNK_HEADER_BYTES &&
    offset + TEMPLATE_HEADER_BYTES <= chunk.bytes.length &&
    chunk.view.getUint32(offset + 4, true) === id
  );
}

function instanceOf(template: Template, values: readonly Value[], valuesLength: number): Instance {
  return { template, values, textLength: template.literalLength + template.mostReferences * valuesLength };
}

function lengthOf(value: Value, template: Template): number {
  if (typeof value === 'string') return value.length;
  if (value === null || 'kind' in value) return 0;
  let length = value.length * (template.widestHole + 1);
  for (const item of value) length += item.length;
  return length;
}
