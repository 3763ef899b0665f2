import { openTimeLimit } from '../engine/index.ts';
import { type Draft, type LogEvent, type Normaliser, type RecordOrigin, unwrapRecord } from '../events/index.ts';
import type { LogRecord } from '../inputs/index.ts';
import type { RuleRunner } from './mappings/run.ts';

/** From records to events, some of which mappings of content read. */
export interface MappedEvents {
  /** Takes records of one file, in its order; gives events that are ready, in the order of the input. */
  take(records: readonly LogRecord[], origin: RecordOrigin): Promise<readonly LogEvent[]>;
  /** The events that were kept back. */
  end(): Promise<readonly LogEvent[]>;
}

/** Events that are kept back so that rules run over many of them at once. */
const EVENTS_AT_ONCE = 2000;
/** Characters of those that rules run over. */
const CHARACTERS_AT_ONCE = 16 * 2 ** 20;

/** How long the patterns of mappings may take for the records of one batch: an ordinary one takes some milliseconds. */
const BATCH_LIMIT_MS = 10_000;

/** Events wait for each other only where some among them are read by mappings. */
export function openMappedEvents({ read, finish }: Normaliser, rules: RuleRunner): MappedEvents {
  const limited = openTimeLimit(BATCH_LIMIT_MS, 'a batch of events that a mapping reads');
  let waiting: Draft[] = [];
  let characters = 0;

  async function end(): Promise<readonly LogEvent[]> {
    const drafts = waiting;
    const isMapped = characters > 0;
    waiting = [];
    characters = 0;
    if (isMapped) await rules.run(drafts);
    return drafts.map(finish);
  }

  return {
    take: async (records, origin) => {
      limited(() => {
        for (const record of records.flatMap(unwrapRecord)) {
          const draft = read(record, origin);
          waiting.push(draft);
          if (draft.mapping !== undefined) characters += 1 + draft.raw().length;
        }
      });
      const isFull = waiting.length >= EVENTS_AT_ONCE || characters >= CHARACTERS_AT_ONCE;
      return characters === 0 || isFull ? await end() : [];
    },
    end,
  };
}
