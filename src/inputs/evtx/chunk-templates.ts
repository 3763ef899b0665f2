import type { Chunk } from './chunk-bytes.ts';
import { compileTemplate } from './compile.ts';
import { damaged } from './damage.ts';
import { parseTree } from './parse.ts';
import type { NameUse, TemplateCache } from './template-cache.ts';
import { CHUNK_BYTES, CHUNK_HEADER_BYTES, TEMPLATE_HEADER_BYTES } from './tokens.ts';
import type { Template, Value } from './tree.ts';

/** Definitions do not overlap in a sound chunk; overlapping ones could make each record cost a whole chunk. */
const MAX_DEFINITION_BYTES = 4 * CHUNK_BYTES;
/** Buckets of the template table at this offset of the chunk, and the steps in a chain that are followed. */
const TEMPLATE_TABLE = 0x180;
const TEMPLATE_BUCKETS = 32;
const MAX_CHAIN_STEPS = 256;

/** A template that the chunk defines, with the values that were read for it last. */
export interface KnownTemplate {
  readonly template: Template;
  /**
   * Values go on being the same from record to record, System's above all. Comparing bytes is cheaper than making
   * text of them, and the same text is then one string: bench/decode.ts.
   */
  last: { readonly descriptors: number; readonly count: number; readonly values: readonly Value[] };
}

const NOTHING: KnownTemplate['last'] = { descriptors: 0, count: 0, values: [] };

/** The templates that one chunk defines. */
export class ChunkTemplates {
  private readonly chunk: Chunk;
  private readonly cache: TemplateCache;
  private readonly known = new Map<number, KnownTemplate>();
  private definitionBudget = MAX_DEFINITION_BYTES;

  constructor(chunk: Chunk, cache: TemplateCache) {
    this.chunk = chunk;
    this.cache = cache;
  }

  /**
   * The compiled definition. With `cutAt` it is one that ends there, which is not kept.
   *
   * @throws Problem IN004 where there is none, or it is damaged.
   */
  at(offset: number, id: number, cutAt?: number): KnownTemplate {
    const known = this.known.get(offset);
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
    this.known.set(offset, made);
    return made;
  }

  private cached(id: number, start: number, end: number): Template {
    const found = this.cache.find(this.chunk, id, start, end);
    if (found !== undefined) return found;
    const { template, names } = this.compile(start, end, false);
    this.cache.add(this.chunk, id, start, end, names, template);
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
