import { type FileHandle, open } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import type { LogEvent } from '../../events/index.ts';
import type { FindingEvent } from '../../findings/index.ts';
import { writingTemp } from '../../shared/write-failure.ts';

/** Some events of a part of the input, on the disk, compressed as one. Plain data: threads may send it to each other. */
export interface StoredEvents {
  /** The number of the part, and that of the first event among those of the part. */
  readonly part: number;
  readonly first: number;
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** An event as findings tell of it. */
export function storedEvent(event: LogEvent, file: string | null, record: number): FindingEvent {
  const { time, host, source, sourcetype } = event;
  return { file, record, time, host, source, sourcetype, raw: event.raw() };
}

/** Puts events on the disk. */
export interface EventWriter {
  /** The events that follow are of this part of the input. */
  begin(part: number): void;
  /** Gives the event's id. Ids sort as the events of the input do. */
  add(event: FindingEvent): string;
  /** Bytes that wait to be written. */
  readonly waiting: number;
  /** Writes what was added since. @throws Problem EN004 where the file cannot be written */
  take(): Promise<readonly StoredEvents[]>;
  close(): Promise<void>;
}

/** Events of a block, which is compressed as one: the ones beside an event help, and are read with it. */
const BLOCK_EVENTS = 64;
/** A block is smaller where its events are long. */
const BLOCK_CHARACTERS = 2 ** 19;

/** Twelve characters take no room of their own in the database. */
const ID_DIGITS = { part: 5, event: 7 } as const;
const RADIX = 36;

/** The highest number of a part. */
export const MAX_PART = RADIX ** ID_DIGITS.part - 1;

/** The id of an event of a part: each number in as many digits as all others have, so that ids sort as numbers. */
function idOf(part: number, event: number): string {
  return part.toString(RADIX).padStart(ID_DIGITS.part, '0') + event.toString(RADIX).padStart(ID_DIGITS.event, '0');
}

/** What an id says. */
export function placeOf(id: string): { readonly part: number; readonly event: number } {
  const part = Number.parseInt(id.slice(0, ID_DIGITS.part), RADIX);
  return { part, event: Number.parseInt(id.slice(ID_DIGITS.part), RADIX) };
}

/** Events that wait to be written. */
interface Block {
  readonly part: number;
  readonly first: number;
  readonly data: Uint8Array;
}

const done = (): void => undefined;

/** @param file the path of the file that is made; asked for with the first event */
export function openEventWriter(file: () => string): EventWriter {
  let part = 0;
  let count = 0;
  let lines: string[] = [];
  let characters = 0;
  let blocks: Block[] = [];
  let waiting = 0;
  let offset = 0;
  let last: Promise<void> = Promise.resolve();
  let opened: { readonly path: string; readonly handle: FileHandle } | undefined;

  function endBlock(): void {
    if (lines.length === 0) return;
    // The fastest level: reading the logs waits for it.
    const data = deflateRawSync(lines.join('\n'), { level: 1 });
    blocks.push({ part, first: count - lines.length, data });
    waiting += data.length;
    lines = [];
    characters = 0;
  }

  async function write(written: readonly Block[]): Promise<readonly StoredEvents[]> {
    if (written.length === 0) return [];
    const path = opened?.path ?? file();
    await writingTemp(path, async () => {
      opened ??= { path, handle: await open(path, 'wx') };
      for (const { data } of written) await opened.handle.writeFile(data);
    });
    return written.map(({ part: ofPart, first, data }): StoredEvents => {
      const stored = { part: ofPart, first, file: path, offset, bytes: data.length };
      offset += data.length;
      return stored;
    });
  }

  return {
    begin: (number) => {
      endBlock();
      part = number;
      count = 0;
    },
    add: (event) => {
      const line = JSON.stringify(event);
      lines.push(line);
      characters += line.length;
      const id = idOf(part, count++);
      if (lines.length >= BLOCK_EVENTS || characters >= BLOCK_CHARACTERS) endBlock();
      return id;
    },
    get waiting() {
      return waiting;
    },
    take: () => {
      endBlock();
      const taken = blocks;
      blocks = [];
      waiting = 0;
      // One after the other: two that write at once would not know where in the file.
      const stored = last.then(() => write(taken));
      last = stored.then(done, done); // what went wrong is told to who asked for it
      return stored;
    },
    close: async () => {
      await last;
      await opened?.handle.close();
      opened = undefined;
    },
  };
}
