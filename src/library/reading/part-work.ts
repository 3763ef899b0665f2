import { openBlockMaker } from '../../engine/index.ts';
import { openNormaliser, unwrapRecord } from '../../events/index.ts';
import { type PartEnd, type ReadBatch, readPart, type Skip } from '../../inputs/index.ts';
import { normaliseOptions } from '../normalise-options.ts';
import { openSeen, type Seen, type SeenCount } from '../seen.ts';
import { countEvent, emptyTally, type Tally } from '../tally.ts';
import type { PartOutcome, PartPiece, PartTask, ReadingJob } from './job.ts';

/** Reads parts of files to what a session keeps of their events. */
export interface PartWork {
  /** Pieces of bounded size, in the order of the input. @throws Problem IN001 where the file cannot be read */
  read(task: PartTask): AsyncGenerator<PartPiece, PartOutcome>;
}

/** A piece has about so many characters of rows, or so many bytes of the file that left few. */
const PIECE_SIZE = 2 * 2 ** 20;

export function openPartWork({ logs, times, entities, kept }: ReadingJob): PartWork {
  const normaliser = openNormaliser(normaliseOptions(logs, times, entities));
  const maker = openBlockMaker(kept.demand, kept.searches);
  const news = kept.isSeen === true ? openNews() : undefined;

  function addBatch(piece: OpenPiece, batch: ReadBatch): void {
    piece.skipped.push(...batch.skipped);
    piece.records += batch.records.length;
    piece.tally.bytes += batch.bytesRead;
    for (const record of batch.records) {
      for (const one of unwrapRecord(record)) {
        const event = normaliser.finish(normaliser.read(one, batch));
        countEvent(piece.tally, event);
        news?.seen.add(event);
        maker.add(event);
      }
    }
  }

  async function* read({ part, firstRow, lastTime }: PartTask): AsyncGenerator<PartPiece, PartOutcome> {
    const { path } = part.file;
    normaliser.continueFrom(path, lastTime);
    maker.begin(firstRow);
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
      yield { ...piece, blocks: maker.take(), ...(seen === undefined ? {} : { seen }) };
      piece = openPiece();
    }
    return { end, lastTime: normaliser.lastTime(path), lacksTime };
  }

  return { read };
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
