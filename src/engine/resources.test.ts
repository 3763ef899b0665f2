import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import type { Row } from '../language/index.ts';
import { resourcesFor } from './resources.ts';
import { openSession } from './session.ts';

test('what is asked for is given', () => {
  expect(resourcesFor({ memoryMb: 4096, threads: 3 })).toEqual({ memoryMb: 4096, threads: 3 });
});

test.each([
  [
    { memoryMb: 1, threads: 4 },
    { memoryMb: 64, threads: 1 },
  ],
  [
    { memoryMb: 200, threads: 4 },
    { memoryMb: 200, threads: 2 },
  ],
])('threads have memory to work with: %j', (asked, given) => {
  expect(resourcesFor(asked)).toEqual(given);
});

test('of a large machine a part is taken', () => {
  const { memoryMb, threads } = resourcesFor({});
  expect(memoryMb).toBeLessThanOrEqual(768);
  expect(threads).toBeLessThanOrEqual(availableParallelism());
});

test('the least memory is enough to load rows with many threads', async () => {
  const session = await openSession({ memoryMb: 64, threads: 8 });
  try {
    const rows = Array.from({ length: 2000 }, (_, at): Row => ({ _time: at, text: 'x'.repeat(500) }));
    await session.loadEventRows(rows);
    await session.finishLoading();
    expect(session.catalog().events.columns.map(({ name }) => name)).toEqual(['_time', 'text']);
  } finally {
    await session.close();
  }
});
