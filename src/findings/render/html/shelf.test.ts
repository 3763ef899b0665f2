import { expect, test } from 'vitest';
import { block, htmlOf } from './markup.ts';
import { openShelf } from './shelf.ts';

const piece = (bytes: number, name = 'x') => block(name.repeat(bytes));

function sizes(shelf: ReturnType<typeof openShelf<string>>, ...groups: readonly string[]) {
  return groups.map((group) => shelf.of(group).map((one) => htmlOf(one).length));
}

test('keeps the first pieces of each group', () => {
  const shelf = openShelf<string>({ piecesEach: 2, bytes: 100 });
  for (const bytes of [1, 2]) shelf.put('a', piece(bytes));
  expect([shelf.hasRoom('a'), shelf.hasRoom('b')]).toEqual([false, true]);
  expect(sizes(shelf, 'a', 'b')).toEqual([[1, 2], []]);
});

test('takes from the largest group where bytes are too few, and lets it have no more', () => {
  const shelf = openShelf<string>({ piecesEach: 10, bytes: 100 });
  for (const bytes of [40, 40]) shelf.put('a', piece(bytes));
  shelf.put('b', piece(30));
  expect(sizes(shelf, 'a', 'b')).toEqual([[40], [30]]);
  expect([shelf.hasRoom('a'), shelf.hasRoom('b')]).toEqual([false, true]);
});

test('takes a piece back that is larger than all room', () => {
  const shelf = openShelf<string>({ piecesEach: 10, bytes: 100 });
  shelf.put('a', piece(30));
  shelf.put('b', piece(101));
  expect(sizes(shelf, 'a', 'b')).toEqual([[30], []]);
});

test('counts bytes and not characters', () => {
  const shelf = openShelf<string>({ piecesEach: 10, bytes: 100 });
  shelf.put('a', piece(34, '語'));
  expect(sizes(shelf, 'a')).toEqual([[]]);
});
