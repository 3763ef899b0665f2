import { availableParallelism } from 'node:os';
import type { Session } from '../../engine/index.ts';
import { type FoundLogs, findLogs } from '../../inputs/index.ts';
import type { FindingEvents } from '../finding-events/finding-events.ts';
import type { LogOptions } from '../options.ts';
import { openFollower, type Reading, readEvents } from '../read.ts';
import type { SeenCount } from '../seen.ts';
import { addTally } from '../tally.ts';
import { readInOrder } from './in-order.ts';
import type { Kept, PlacedPiece } from './job.ts';
import { openThreads } from './threads.ts';

/** Less than this is read before threads have begun. */
const MIN_BYTES = 8 * 2 ** 20;

/** Each thread has memory of its own, some 100 MB. */
const MAX_THREADS = 4;

/** What a session that was prepared keeps, and who else looks at the events. */
export interface Loading extends Omit<Kept, 'isSeen' | 'eventFile'> {
  readonly seen?: SeenCount;
  /** Keeps the events that findings may show. */
  readonly events?: FindingEvents | undefined;
}

/**
 * Reads logs into a session that was prepared for `loading`: in threads where that pays, with the same result. Events that
 * mappings of content read are read here.
 *
 * @throws as `readEvents`, and as the session
 */
export async function loadLogs(session: Session, reading: Reading, loading: Loading): Promise<void> {
  const found = await findLogs(reading.logs.logs);
  const threads = threadsFor(found, reading);
  if (threads > 1) {
    await loadInThreads(session, reading, loading, found, threads);
    return;
  }
  const places = loading.events?.places;
  for await (const events of readEvents({ ...reading, places }, found)) {
    for (const event of events) loading.seen?.add(event);
    loading.events?.see(events);
    await session.load(events);
  }
}

function threadsFor({ files }: FoundLogs, { content, run }: Reading): number {
  const isBound = (content?.sources.length ?? 0) > 0;
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return isBound || bytes < MIN_BYTES ? 1 : Math.min(run.threads ?? availableParallelism(), MAX_THREADS);
}

async function loadInThreads(
  session: Session,
  reading: Reading,
  { demand, searches, seen, events }: Loading,
  found: FoundLogs,
  count: number,
): Promise<void> {
  const { logs, times, run, tally, entities } = reading;
  const follower = openFollower(found, reading);
  const kept: Kept = {
    ...(demand && { demand }),
    ...(searches && { searches }),
    isSeen: seen !== undefined,
    ...(events && { eventFile: events.threadFile() }),
  };
  const threads = openThreads({
    count,
    job: {
      logs: saidOf(logs),
      times: { timezone: times.timezone, now: times.now },
      ...(entities && { entities }),
      kept,
    },
    putAside: async (piece) => ({ ...piece, blocks: await session.putAside(piece.blocks) }),
  });
  try {
    for await (const piece of readInOrder(found.files, logs.sourcetype !== undefined, threads)) {
      run.signal?.throwIfAborted();
      await take(piece);
    }
  } finally {
    await threads.close();
  }
  follower.end();

  async function take(piece: PlacedPiece): Promise<void> {
    addTally(tally, piece.tally);
    if (piece.seen !== undefined) seen?.addSeen(piece.seen);
    events?.put(piece.stored, piece.eventsBefore);
    await session.loadBlocks(piece.blocks);
    follower.follow(piece.skipped, piece.records);
  }
}

/** What the user says about the logs, and nothing else of the options: functions cannot be sent to threads. */
function saidOf({ source, sourcetype, index, host }: LogOptions): Omit<LogOptions, 'logs'> {
  return {
    ...(source === undefined ? {} : { source }),
    ...(sourcetype === undefined ? {} : { sourcetype }),
    ...(index === undefined ? {} : { index }),
    ...(host === undefined ? {} : { host }),
  };
}
