import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useScratch } from '../../../test/support/scratch.ts';
import { findLogs, partsOf } from '../../inputs/index.ts';
import { invariant } from '../../shared/problem.ts';
import { readInOrder } from './in-order.ts';
import type { PartPiece, ReadingJob } from './job.ts';
import { openThreads } from './threads.ts';

const scratch = useScratch('read-threads');
const JOB: ReadingJob = { logs: {}, times: { timezone: 'UTC', now: 1_700_000_000 }, kept: {} };

function write(name: string, lines: number): void {
  const line = (at: number) => JSON.stringify({ time: 1_700_000_000 + at, name, at, text: 'x'.repeat(2000) });
  writeFileSync(path.join(scratch.folder(), name), Array.from({ length: lines }, (_, at) => line(at)).join('\n'));
}

/** The numbers of the events in the order in which the rows of the table of events come. */
function eventsOf(pieces: readonly PartPiece[]): readonly string[] {
  const lines = pieces.flatMap(({ blocks: { blocks } }) =>
    blocks.filter(({ source }) => source.kind === 'events').map((block) => block.lines),
  );
  return lines.flatMap(({ text }) => {
    const rows = Buffer.from(typeof text === 'string' ? '' : text).toString();
    return [...rows.matchAll(/"name":"([^"]+)","at":"(\d+)"/g)].map(([, name, at]) => `${name} ${at}`);
  });
}

test('pieces come in the order of the input, and wait on the disk where memory is short', async () => {
  for (const [name, lines] of [
    ['a.json', 3000],
    ['b.json', 3000],
    ['c.json', 10],
  ] as const)
    write(name, lines);
  const { files } = await findLogs([scratch.folder()]);
  let aside = 0;
  const putAside = async (piece: PartPiece): Promise<PartPiece> => {
    aside++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return piece;
  };
  const threads = openThreads({ count: 2, job: JOB, putAside, waitingBytes: 1 });
  const pieces: PartPiece[] = [];
  try {
    for await (const piece of readInOrder(files, false, threads)) {
      // Whoever takes them is slower than the threads.
      await new Promise((resolve) => setTimeout(resolve, 20));
      pieces.push(piece);
    }
  } finally {
    await threads.close();
  }
  expect(aside).toBeGreaterThan(1);
  const wanted = [3000, 3000, 10].flatMap((count, file) =>
    Array.from({ length: count }, (_, at) => `${'abc'[file]}.json ${at}`),
  );
  expect(eventsOf(pieces)).toEqual(wanted);
  expect(pieces.reduce((sum, { tally }) => sum + tally.events, 0)).toBe(6010);
});

test('pieces that are dropped make room for others', async () => {
  write('a.json', 100);
  const { files } = await findLogs([scratch.folder()]);
  const [part] = await partsOf(files[0] ?? { path: '', sizeBytes: 0 }, 2 ** 30);
  invariant(part !== undefined, 'a file is at least one part');
  let aside = 0;
  const putAside = async (piece: PartPiece): Promise<PartPiece> => {
    aside++;
    return piece;
  };
  const threads = openThreads({ count: 1, job: JOB, putAside, waitingBytes: 1 });
  try {
    for (let number = 1; number <= 3; number++) {
      const feed = threads.read({ part, number });
      await feed.outcome();
      feed.drop();
    }
  } finally {
    await threads.close();
  }
  expect(aside).toBe(0);
});

test('what goes wrong in a thread is thrown where its pieces are taken', async () => {
  write('a.json', 10);
  const { files } = await findLogs([scratch.folder()]);
  const job: ReadingJob = { ...JOB, times: { timezone: 'Nowhere/Land', now: 0 } };
  const threads = openThreads({ count: 1, job, putAside: async (piece) => piece });
  try {
    const reading = readInOrder(files, false, threads).next();
    await expect(reading).rejects.toMatchObject({ name: 'Problem', code: 'EV001' });
  } finally {
    await threads.close();
  }
});
