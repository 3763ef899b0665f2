import { expect, test } from 'vitest';
import { openPlaces } from './places.ts';

test('events of files come out in the order in which they went in', () => {
  const places = openPlaces();
  places.enter('a', 2);
  expect(places.next()).toEqual({ file: 'a', record: 1 });
  places.enter('a', 1);
  places.enter('a', 0);
  places.enter('b', 1);
  expect([places.next(), places.next(), places.next()]).toEqual([
    { file: 'a', record: 2 },
    { file: 'a', record: 3 },
    { file: 'b', record: 1 },
  ]);
});

test('what was not entered stands in no file', () => {
  expect(openPlaces().next()).toEqual({ file: null, record: 0 });
});
