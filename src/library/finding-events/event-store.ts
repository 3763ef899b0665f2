import { type FileHandle, open } from 'node:fs/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FindingEvent } from '../../findings/index.ts';
import { writingTemp } from '../../shared/write-failure.ts';

/** Events on the disk, found again by their ids. */
export interface EventStore {
  /** Gives the event's id: its number from 0, in as many digits as all others have, so that ids sort as numbers. */
  add(event: FindingEvent): Promise<string>;
  /** Those of these ids, in their order. */
  get(ids: readonly string[]): Promise<readonly FindingEvent[]>;
  close(): Promise<void>;
}

/** Events of a block, which is compressed as one: the ones beside an event help, and are read with it. */
const BLOCK_EVENTS = 64;
/** A block is smaller where its events are long. */
const BLOCK_CHARACTERS = 2 ** 19;
/** Blocks that stay decompressed: the events of a finding, and of the next, mostly stand together. */
const KEPT_BLOCKS = 16;
/** Twelve characters take no room of their own in the database. */
const ID_DIGITS = 12;

interface Block {
  /** The number of its first event. */
  readonly first: number;
  readonly offset: number;
  readonly bytes: number;
}

/**
 * @param file the path of the file that is made; asked for with the first block
 * @throws Problem EN004 from `add`, where the file cannot be written
 */
export function openEventStore(file: () => string): EventStore {
  const blocks: Block[] = [];
  const kept = new Map<Block, readonly string[]>();
  let lines: string[] = [];
  let characters = 0;
  let count = 0;
  let offset = 0;
  let handle: FileHandle | undefined;
  let place: string | undefined;

  async function write(): Promise<void> {
    // The fastest level: reading the logs waits for it.
    const data = deflateRawSync(lines.join('\n'), { level: 1 });
    place ??= file();
    const made = place;
    await writingTemp(made, async () => {
      handle ??= await open(made, 'wx+');
      await handle.appendFile(data);
    });
    blocks.push({ first: count - lines.length, offset, bytes: data.length });
    offset += data.length;
    lines = [];
    characters = 0;
  }

  async function linesOf(block: Block): Promise<readonly string[]> {
    const known = kept.get(block);
    const found = known ?? (await read(block));
    kept.delete(block);
    kept.set(block, found);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > KEPT_BLOCKS) kept.delete(oldest);
    return found;
  }

  async function read({ offset: position, bytes }: Block): Promise<readonly string[]> {
    const data = Buffer.alloc(bytes);
    await handle?.read(data, 0, bytes, position);
    return inflateRawSync(data).toString().split('\n');
  }

  async function lineOf(number: number): Promise<string> {
    const waiting = lines[number - (count - lines.length)];
    if (waiting !== undefined) return waiting;
    const block = blockOf(blocks, number);
    return (await linesOf(block))[number - block.first] ?? '';
  }

  return {
    add: async (event) => {
      const line = JSON.stringify(event);
      lines.push(line);
      characters += line.length;
      const id = String(count++).padStart(ID_DIGITS, '0');
      if (lines.length >= BLOCK_EVENTS || characters >= BLOCK_CHARACTERS) await write();
      return id;
    },
    get: async (ids) => {
      const events: FindingEvent[] = [];
      for (const id of ids) events.push(JSON.parse(await lineOf(Number(id))) as FindingEvent);
      return events;
    },
    close: async () => {
      await handle?.close();
      handle = undefined;
    },
  };
}

/** The block that holds an event. */
function blockOf(blocks: readonly Block[], number: number): Block {
  let [low, high] = [0, blocks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((blocks[middle]?.first ?? 0) <= number) low = middle;
    else high = middle - 1;
  }
  return blocks[low] ?? { first: 0, offset: 0, bytes: 0 };
}
