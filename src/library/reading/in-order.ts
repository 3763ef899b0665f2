import { correctedPart, type FoundFile, partsOf } from '../../inputs/index.ts';
import type { PartOutcome, PartTask, PlacedPiece } from './job.ts';
import type { ReadThreads, TaskFeed } from './threads.ts';

/** A large file is read in parts of about so many bytes. */
const PART_BYTES = 8 * 2 ** 20;

/** Files that threads may be ahead of the one whose rows are taken. */
const FILES_AHEAD = 2000;

/** A part that is read, or waits to be. */
interface PlannedPart {
  readonly task: PartTask;
  readonly feed: TaskFeed;
}

/**
 * Reads files in threads and gives the pieces in the order of the input. A part whose beginning was guessed wrong is
 * read again, and so is one whose first events take their time from an event of the part before it.
 *
 * @param anyText as in `ReadOptions`
 * @throws what reading throws, in the order of the input
 */
export async function* readInOrder(
  files: readonly FoundFile[],
  anyText: boolean,
  threads: ReadThreads,
): AsyncGenerator<PlacedPiece> {
  const planned: (readonly PlannedPart[])[] = [];
  let parts = 0;
  const planFile = async (file: FoundFile): Promise<void> => {
    const those = await partsOf(file, PART_BYTES, { anyText });
    planned.push(
      those.map((part) => {
        const task = { part, number: ++parts };
        return { task, feed: threads.read(task) };
      }),
    );
  };
  for (const [at, file] of files.entries()) {
    await planFile(file);
    // Until then the threads do not wait for a slow file, and beyond it plans take memory.
    if (at >= FILES_AHEAD) yield* readFile(planned.shift() ?? [], threads);
  }
  for (const those of planned) yield* readFile(those, threads);
}

async function* readFile(parts: readonly PlannedPart[], threads: ReadThreads): AsyncGenerator<PlacedPiece> {
  let before: PartOutcome | undefined;
  let eventsBefore = 0;
  for (const part of parts) {
    const feed: TaskFeed = before === undefined ? part.feed : await continued(part, before, threads);
    let events = 0;
    for (let piece = await feed.next(); piece !== undefined; piece = await feed.next()) {
      events += piece.tally.events;
      yield { ...piece, eventsBefore };
    }
    eventsBefore += events;
    const { end, lastTime, lacksTime }: PartOutcome = await feed.outcome();
    before = { end, lastTime: lastTime ?? before?.lastTime, lacksTime };
  }
}

/** The part as it was read, where that stands; otherwise it is read again, now that it is known where it begins. */
async function continued({ task, feed }: PlannedPart, before: PartOutcome, threads: ReadThreads): Promise<TaskFeed> {
  const { end, lacksTime } = await feed.outcome();
  const corrected = correctedPart(task.part, end, before.end);
  if (corrected === undefined && !(lacksTime && before.lastTime !== undefined)) return feed;
  feed.drop();
  return threads.read({ ...task, part: corrected ?? task.part, lastTime: before.lastTime }, true);
}
