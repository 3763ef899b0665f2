import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openTurns } from './turns.ts';

test('what runs alone waits for all before it, and all behind it wait for it', async () => {
  const turns = openTurns();
  const log: string[] = [];
  const work = (name: string, ms: number) => async () => {
    log.push(`${name} begins`);
    await sleep(ms);
    log.push(`${name} ends`);
  };
  await Promise.all([
    turns.beside(work('a', 20)),
    turns.beside(work('b', 5)),
    turns.alone(work('c', 10)),
    turns.beside(work('d', 10)),
    turns.beside(work('e', 1)),
  ]);
  expect(log).toEqual([
    'a begins',
    'b begins',
    'b ends',
    'a ends',
    'c begins',
    'c ends',
    'd begins',
    'e begins',
    'e ends',
    'd ends',
  ]);
});

test('a failure is told to who asked for the work, and holds up nobody', async () => {
  const turns = openTurns();
  const failing = async (): Promise<string> => {
    throw new Error('no');
  };
  const results = await Promise.allSettled([
    turns.beside(failing),
    turns.alone(failing),
    turns.alone(async () => 'alone'),
    turns.beside(async () => 'beside'),
  ]);
  expect(results.map((one) => (one.status === 'fulfilled' ? one.value : one.status))).toEqual([
    'rejected',
    'rejected',
    'alone',
    'beside',
  ]);
});
