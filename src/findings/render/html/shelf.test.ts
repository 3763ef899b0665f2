import { expect, test } from 'vitest';
import { openShelf } from './shelf.ts';

/** Of pieces that are as large as their number. */
function shelfOf(piecesEach: number) {
  return openShelf<string, number>({ piecesEach, bytes: 100, bytesOf: (piece) => piece });
}

test('keeps the first pieces of each group', () => {
  const shelf = shelfOf(2);
  for (const bytes of [1, 2]) shelf.put('a', bytes);
  expect([shelf.of('a'), shelf.of('b')]).toEqual([[1, 2], []]);
  expect([shelf.hasRoom('a'), shelf.hasRoom('b')]).toEqual([false, true]);
});

test('takes from the largest group where bytes are too few, and lets it have no more', () => {
  const shelf = shelfOf(10);
  for (const bytes of [40, 40]) shelf.put('a', bytes);
  for (const bytes of [10, 20]) shelf.put('b', bytes);
  expect([shelf.of('a'), shelf.of('b')]).toEqual([[40], [10, 20]]);
  expect([shelf.hasRoom('a'), shelf.hasRoom('b')]).toEqual([false, true]);
});

test('takes the only piece of a group last', () => {
  const shelf = shelfOf(10);
  shelf.put('a', 90);
  for (const bytes of [5, 6]) shelf.put('b', bytes);
  expect([shelf.of('a'), shelf.of('b')]).toEqual([[90], [5]]);
  shelf.put('c', 50);
  expect([shelf.of('a'), shelf.of('b'), shelf.of('c')]).toEqual([[], [5], [50]]);
});

test('takes a piece back that is larger than all room', () => {
  const shelf = shelfOf(10);
  shelf.put('a', 30);
  shelf.put('b', 101);
  expect([shelf.of('a'), shelf.of('b')]).toEqual([[30], []]);
});
