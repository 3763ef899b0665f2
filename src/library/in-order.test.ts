import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

test('results come in the order of the items, whichever is done first, with no more at once than allowed', async () => {
  let running = 0;
  let most = 0;
  const results: number[] = [];
  for await (const one of inOrder([30, 1, 20, 2, 10], { atOnce: 2 }, async (ms) => {
    most = Math.max(most, ++running);
    await sleep(ms);
    running--;
    return ms;
  })) {
    results.push(one);
  }
  expect({ results, most }).toEqual({ results: [30, 1, 20, 2, 10], most: 2 });
});

test('after a failure nothing more is begun', async () => {
  const begun: number[] = [];
  const all = inOrder([1, 2, 3, 4], { atOnce: 1 }, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error('two');
    return item;
  });
  await expect(
    (async () => {
      for await (const _ of all);
    })(),
  ).rejects.toThrow('two');
  expect(begun).toEqual([1, 2]);
});

test('no more is begun ahead of what was taken than allowed', async () => {
  const begun: number[] = [];
  const ahead: number[] = [];
  for await (const one of inOrder([0, 1, 2, 3, 4, 5], { atOnce: 2, ahead: 3 }, async (item) => {
    begun.push(item);
    return item;
  })) {
    await sleep(5);
    ahead.push(begun.length - one);
  }
  // The one that was taken is among them.
  expect(ahead).toEqual([4, 4, 4, 3, 2, 1]);
});

test('who has had enough does not wait for those that wait themselves', async () => {
  const begun: number[] = [];
  for await (const _ of inOrder([0, 1, 2, 3, 4, 5], { atOnce: 4, ahead: 2 }, async (item) => begun.push(item))) break;
  expect(begun.length).toBeLessThan(6);
});
