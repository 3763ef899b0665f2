import type { Worker } from 'node:worker_threads';
import { openWorker } from '../../shared/open-worker.ts';
import { Problem } from '../../shared/problem.ts';
import type { PartOutcome, PartPiece, PartTask, ReadingJob } from './job.ts';
import { errorOf, type FromThread, type ToThread } from './messages.ts';

/** What a thread gives of one task. */
export interface TaskFeed {
  /** The next piece; undefined behind the last one. @throws what reading throws */
  next(): Promise<PartPiece | undefined>;
  /** How the task ended, once it has: pieces that nobody takes are put aside. @throws what reading throws */
  outcome(): Promise<PartOutcome>;
  /** Lets go of the pieces: nobody will take them. */
  drop(): void;
}

/** Threads that read parts of files side by side. */
export interface ReadThreads {
  /** Has a task read as soon as a thread is free: tasks that are given first begin first, urgent ones before others. */
  read(task: PartTask, isUrgent?: boolean): TaskFeed;
  /** Ends all threads, whatever they do. */
  close(): Promise<void>;
}

export interface ThreadOptions {
  readonly count: number;
  readonly job: ReadingJob;
  /** Puts the rows of a piece aside, so that they take no memory. */
  readonly putAside: (piece: PartPiece) => Promise<PartPiece>;
  /** Bytes of rows that may wait in memory; beyond it, those that nobody takes yet are put aside. Default: 64 MiB. */
  readonly waitingBytes?: number;
}

const WAITING_BYTES = 64 * 2 ** 20;

/** A task on its way. */
interface Feed {
  readonly task: PartTask;
  readonly pieces: WaitingPiece[];
  /** Somebody takes its pieces now: they do not wait long. */
  isTaken: boolean;
  ending: { readonly outcome: PartOutcome } | { readonly error: Error } | undefined;
  /** Whoever waits for a piece or the end. */
  wake: () => void;
}

interface WaitingPiece {
  readonly piece: PartPiece | Promise<PartPiece>;
  /** Is told when the piece waits no more. */
  readonly release: () => void;
}

export function openThreads({ count, job, putAside, waitingBytes: room = WAITING_BYTES }: ThreadOptions): ReadThreads {
  const workers = Array.from({ length: count }, () => openWorker('library/reading/thread', job));
  const idle = [...workers];
  const running = new Map<Worker, Feed>();
  const queue: Feed[] = [];
  let waitingBytes = 0;
  let failure: Error | undefined;

  function start(): void {
    for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
      const feed = queue.shift();
      if (feed === undefined) {
        idle.push(worker);
        return;
      }
      running.set(worker, feed);
      worker.postMessage({ kind: 'read', task: feed.task } satisfies ToThread);
    }
  }

  function receive(worker: Worker, feed: Feed, piece: PartPiece): void {
    const answer = (): void => worker.postMessage({ kind: 'taken' } satisfies ToThread);
    const bytes = bytesOf(piece);
    const release = (): void => {
      waitingBytes -= bytes;
    };
    const isMuch = waitingBytes > 0 && waitingBytes + bytes > room;
    waitingBytes += bytes;
    if (!isMuch) {
      feed.pieces.push({ piece, release });
      answer();
    } else if (feed.isTaken) {
      // The database is slower than the threads: this one waits.
      const both = (): void => {
        release();
        answer();
      };
      feed.pieces.push({ piece, release: both });
    } else {
      const aside = putAside(piece).finally(release);
      feed.pieces.push({ piece: aside, release: () => undefined });
      aside.then(answer, answer); // what went wrong is thrown to who takes the piece
    }
    feed.wake();
  }

  function hear(worker: Worker, message: FromThread): void {
    const feed = running.get(worker);
    if (feed === undefined) return;
    if (message.kind === 'piece') {
      receive(worker, feed, message.piece);
      return;
    }
    feed.ending = message.kind === 'done' ? { outcome: message.outcome } : { error: errorOf(message.error) };
    running.delete(worker);
    idle.push(worker);
    feed.wake();
    start();
  }

  /** A thread that ends by itself has no memory left, or a bug of ours. */
  function fail(error: Error): void {
    failure ??= outOfMemory(error) ?? error;
    for (const feed of [...running.values(), ...queue]) {
      feed.ending ??= { error: failure };
      feed.wake();
    }
  }

  for (const worker of workers) {
    worker.on('message', (message: FromThread) => hear(worker, message));
    worker.on('error', fail);
  }
  return {
    read: (task, isUrgent = false) => {
      const ending = failure && { error: failure };
      const feed: Feed = { task, pieces: [], isTaken: false, ending, wake: () => undefined };
      if (isUrgent) queue.unshift(feed);
      else queue.push(feed);
      start();
      return taskFeed(feed);
    },
    close: async () => {
      queue.length = 0;
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function taskFeed(feed: Feed): TaskFeed {
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      feed.wake = resolve;
    });
  return {
    next: async () => {
      feed.isTaken = true;
      for (;;) {
        const first = feed.pieces.shift();
        if (first !== undefined) {
          const piece = await first.piece;
          first.release();
          return piece;
        }
        if (feed.ending !== undefined) return 'error' in feed.ending ? raise(feed.ending.error) : undefined;
        await change();
      }
    },
    outcome: async () => {
      while (feed.ending === undefined) await change();
      return 'error' in feed.ending ? raise(feed.ending.error) : feed.ending.outcome;
    },
    drop: () => {
      for (const { release } of feed.pieces.splice(0)) release();
    },
  };
}

function raise(error: Error): never {
  throw error;
}

function bytesOf({ blocks: { blocks } }: PartPiece): number {
  return blocks.reduce((sum, { lines }) => sum + lines.bytes, 0);
}

function outOfMemory(error: Error): Problem | undefined {
  if (!('code' in error) || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return undefined;
  const hint = 'read with one thread, --threads 1, or name fewer files at once';
  return new Problem('EN002', 'a thread that reads logs ran out of memory', { cause: error, hint });
}
