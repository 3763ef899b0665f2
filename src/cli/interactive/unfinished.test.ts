import { expect, test } from 'vitest';
import { isUnfinished } from './unfinished.ts';

test.each([
  ['index=main | stats count', false],
  ['index=main |', true],
  ['index=main | \n', true],
  ['index=main "a |', true],
  ['index=main "a |"', false],
  ['index=main "a \\" |', true],
  ['index=main "a \\\\"', false],
  ['a | append [search b', true],
  ['a | append [search b]', false],
  ['a | where b="["', false],
  ['a \\|', false],
  ['', false],
])('%j goes on in the next line: %s', (text, expected) => {
  expect(isUnfinished(text)).toBe(expected);
});
