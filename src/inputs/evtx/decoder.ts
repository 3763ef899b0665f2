import { TemplateCache } from './template-cache.ts';
import { CHUNK_BYTES } from './tokens.ts';
import { ValueWriter } from './values.ts';

/** What decoding takes over from one chunk to the next. It makes decoding faster, never different. */
export class Decoder {
  readonly values = new ValueWriter();
  readonly templates = new TemplateCache();
  /** Room for a place of each value at hand: where its bytes begin, or where its text ends in the writer. */
  readonly places = new Int32Array(CHUNK_BYTES / 4);
}
