import { type FileHandle, open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import type { FindingEvent } from '../../findings/index.ts';
import { MAX_PART, openEventWriter, placeOf, type StoredEvents } from './event-writer.ts';

/** Events on the disk, found again by their ids. */
export interface EventStore {
  /** Puts an event aside behind all others, and gives its id. @throws Problem EN004 where the file cannot be written */
  add(event: FindingEvent): Promise<string>;
  /**
   * Takes what another writer wrote, in the order of the events of each part.
   *
   * @param eventsBefore events of the same file that parts before it have: `record` counts those of the part
   */
  put(stored: readonly StoredEvents[], eventsBefore?: number): void;
  /** Those of these ids, in their order. */
  get(ids: readonly string[]): Promise<readonly FindingEvent[]>;
  close(): Promise<void>;
}

/** Blocks that stay decompressed: the events of a finding, and of the next, mostly stand together. */
const KEPT_BLOCKS = 16;

/** Events that were not read in threads come behind those of all parts that were. */
const OWN_PART = MAX_PART;

/** Compressed events that wait to be written. */
const WAITING_BYTES = 2 ** 20;

/** What was stored of one part. */
interface PartBlocks {
  readonly eventsBefore: number;
  readonly blocks: StoredEvents[];
}

/** @param file the path of the file of what is added; asked for with the first event */
export function openEventStore(file: () => string): EventStore {
  const writer = openEventWriter(file);
  writer.begin(OWN_PART);
  const parts = new Map<number, PartBlocks>();
  const kept = new Map<StoredEvents, readonly string[]>();
  const handles = new Map<string, FileHandle>();

  async function linesOf(block: StoredEvents): Promise<readonly string[]> {
    const known = kept.get(block);
    const found = known ?? (await read(block));
    kept.delete(block);
    kept.set(block, found);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > KEPT_BLOCKS) kept.delete(oldest);
    return found;
  }

  async function read({ file, offset, bytes }: StoredEvents): Promise<readonly string[]> {
    const handle = handles.get(file) ?? (await open(file, 'r'));
    handles.set(file, handle);
    const data = Buffer.alloc(bytes);
    await handle.read(data, 0, bytes, offset);
    return inflateRawSync(data).toString().split('\n');
  }

  async function find(id: string): Promise<FindingEvent> {
    const { part, event } = placeOf(id);
    const known = parts.get(part);
    const block = known && blockOf(known.blocks, event);
    const line = block && (await linesOf(block))[event - block.first];
    if (known === undefined || line === undefined) throw new Error(`no event has the id ${id}`);
    const found = JSON.parse(line) as FindingEvent;
    return { ...found, record: found.record + known.eventsBefore };
  }

  function put(stored: readonly StoredEvents[], eventsBefore = 0): void {
    for (const block of stored) {
      const known = parts.get(block.part);
      if (known === undefined) parts.set(block.part, { eventsBefore, blocks: [block] });
      else known.blocks.push(block);
    }
  }

  return {
    add: async (event) => {
      const id = writer.add(event);
      if (writer.waiting > WAITING_BYTES) put(await writer.take());
      return id;
    },
    put,
    get: async (ids) => {
      put(await writer.take());
      const events: FindingEvent[] = [];
      for (const id of ids) events.push(await find(id));
      return events;
    },
    close: async () => {
      await writer.close();
      for (const handle of handles.values()) await handle.close();
      handles.clear();
    },
  };
}

/** The block that holds an event. */
function blockOf(blocks: readonly StoredEvents[], event: number): StoredEvents | undefined {
  let [low, high] = [0, blocks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((blocks[middle]?.first ?? 0) <= event) low = middle;
    else high = middle - 1;
  }
  return blocks[low];
}
