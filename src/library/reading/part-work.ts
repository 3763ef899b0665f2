import { threadId } from 'node:worker_threads';
import { openBlockMaker } from '../../engine/index.ts';
import { type LogEvent, openNormaliser, unwrapRecord } from '../../events/index.ts';
import { type PartEnd, type ReadBatch, readPart, type Skip } from '../../inputs/index.ts';
import { type EventWriter, openEventWriter, storedEvent } from '../finding-events/event-writer.ts';
import { normaliseOptions } from '../normalise-options.ts';
import { openSeen, type Seen, type SeenCount } from '../seen.ts';
import { countEvent, emptyTally, type Tally } from '../tally.ts';
import type { PartOutcome, PartPiece, PartTask, ReadingJob } from './job.ts';

/** Reads parts of files to what a session keeps of their events. */
export interface PartWork {
  /** Pieces of bounded size, in the order of the input. @throws Problem IN001 where the file cannot be read */
  read(task: PartTask): AsyncGenerator<PartPiece, PartOutcome>;
}

/** Rows that a part may leave in one table. Numbers of rows stay exact up to 2^53: there may be 2^23 parts. */
const PART_ROWS = 2 ** 30;

/** A piece has about so many characters of rows, or so many bytes of the file that left few. */
const PIECE_SIZE = 2 * 2 ** 20;

export function openPartWork({ logs, times, entities, kept }: ReadingJob): PartWork {
  const normaliser = openNormaliser(normaliseOptions(logs, times, entities));
  const maker = openBlockMaker(kept.demand, kept.searches);
  const news = kept.isSeen === true ? openNews() : undefined;
  const keeper = kept.eventFile === undefined ? undefined : openKeeper(kept.eventFile);

  function addBatch(piece: OpenPiece, batch: ReadBatch): void {
    piece.skipped.push(...batch.skipped);
    piece.records += batch.records.length;
    piece.tally.bytes += batch.bytesRead;
    for (const record of batch.records) {
      for (const one of unwrapRecord(record)) {
        const event = normaliser.finish(normaliser.read(one, batch));
        countEvent(piece.tally, event);
        news?.seen.add(event);
        maker.add(event, keeper?.next(batch.path));
      }
    }
  }

  async function* read({ part, number, lastTime }: PartTask): AsyncGenerator<PartPiece, PartOutcome> {
    const { path } = part.file;
    normaliser.continueFrom(path, lastTime);
    maker.begin(number * PART_ROWS);
    keeper?.begin(number);
    const batches = readPart(part, { anyText: logs.sourcetype !== undefined });
    let piece = openPiece();
    let lacksTime = false;
    let end: PartEnd | undefined;
    while (end === undefined) {
      const step = await batches.next();
      if (step.done) end = step.value;
      else addBatch(piece, step.value);
      if (end === undefined && maker.characters < PIECE_SIZE && piece.tally.bytes < PIECE_SIZE) continue;
      lacksTime ||= piece.tally.timeless.file + piece.tally.timeless.run > 0;
      const seen = news?.take();
      const stored = (await keeper?.take()) ?? [];
      yield { ...piece, blocks: maker.take(), stored, ...(seen === undefined ? {} : { seen }) };
      piece = openPiece();
    }
    return { end, lastTime: normaliser.lastTime(path), lacksTime };
  }

  return { read };
}

/** Puts events aside that findings may show. */
interface Keeper {
  begin(part: number): void;
  /** The next event is of this file; gives what puts it aside. */
  next(file: string): (event: LogEvent) => string;
  take: EventWriter['take'];
}

function openKeeper(eventFile: string): Keeper {
  const writer = openEventWriter(() => `${eventFile}-${threadId}`);
  let file: string | undefined;
  let record = 0;
  const store = (event: LogEvent): string => writer.add(storedEvent(event, file ?? null, record));
  return {
    begin: (part) => {
      writer.begin(part);
      file = undefined;
    },
    next: (path) => {
      if (path !== file) record = 0;
      file = path;
      record++;
      return store;
    },
    take: writer.take,
  };
}

interface OpenPiece {
  readonly tally: Tally;
  readonly skipped: Skip[];
  records: number;
}

function openPiece(): OpenPiece {
  return { tally: emptyTally(), skipped: [], records: 0 };
}

/** What was seen, told again only when there is more of it. */
function openNews(): { readonly seen: SeenCount; take(): Seen | undefined } {
  const seen = openSeen();
  let told = { events: 0, names: 0 };
  return {
    seen,
    take: () => {
      const { fields, values } = seen;
      const names = [...values.values()].reduce((sum, { size }) => sum + size, fields.size);
      const events = seen.events - told.events;
      const isNew = names > told.names;
      told = { events: seen.events, names };
      if (events === 0) return undefined;
      return isNew ? { events, fields, values } : { events, fields: new Set(), values: new Map() };
    },
  };
}
