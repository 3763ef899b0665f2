import type { EventFields } from './fields.ts';
import type { GivenOptions } from './given.ts';
import type { SourceDefinition } from './sources/define.ts';

/** How records become events. */
export interface NormaliseOptions extends GivenOptions {
  /** Sources beside those that karst has. They are asked before them. */
  readonly sources?: readonly SourceDefinition[];
  /** Adds what is known beside the logs to the fields of an event, before it is tagged: see `openEnrichment`. */
  readonly enrich?: (fields: EventFields) => void;
}
