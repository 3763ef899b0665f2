import { TemplateCache } from './template-cache.ts';
import { CHUNK_BYTES } from './tokens.ts';
import { ValueWriter } from './values.ts';

/** What decoding takes over from one chunk to the next. It makes decoding faster, never different. */
export class Decoder {
  readonly values = new ValueWriter();
  readonly templates = new TemplateCache();
  /** Where the text of each value of the instance at hand ends in the writer. */
  readonly ends = new Int32Array(CHUNK_BYTES / 4);
}
