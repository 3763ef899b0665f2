// A thread that reads. It is told its job when it starts, then one task after another.
import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { invariant } from '../../shared/problem.ts';
import type { PartPiece, ReadingJob } from './job.ts';
import { type FromThread, plainError, type ToThread } from './messages.ts';
import { openPartWork, type PartWork } from './part-work.ts';

/** Pieces that are on their way at once. */
const AHEAD = 3;

const port = parentPort;
invariant(port !== null, 'this file is run as a thread');
/** Opened with the first task, so that what is wrong with the job is said to who asked. */
let work: PartWork | undefined;

let unanswered = 0;
let answered: (() => void) | undefined;

function send(message: FromThread, transfer: readonly TransferListItem[] = []): void {
  port?.postMessage(message, transfer);
}

/** The bytes of the rows move to the other side and are not copied. */
function textsOf(piece: PartPiece): readonly ArrayBuffer[] {
  return piece.blocks.blocks.flatMap(({ lines: { text } }) => {
    return typeof text !== 'string' && text.buffer instanceof ArrayBuffer ? [text.buffer] : [];
  });
}

async function run(task: Extract<ToThread, { kind: 'read' }>['task']): Promise<void> {
  try {
    work ??= openPartWork(workerData as ReadingJob);
    const pieces = work.read(task);
    for (;;) {
      const step = await pieces.next();
      if (step.done) {
        send({ kind: 'done', outcome: step.value });
        return;
      }
      unanswered++;
      send({ kind: 'piece', piece: step.value }, textsOf(step.value));
      while (unanswered >= AHEAD) {
        await new Promise<void>((resolve) => {
          answered = resolve;
        });
      }
    }
  } catch (error) {
    send({ kind: 'failed', error: plainError(error) });
  }
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'read') {
    unanswered = 0;
    void run(message.task);
    return;
  }
  unanswered--;
  answered?.();
});
