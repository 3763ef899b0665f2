import { expect, test } from 'vitest';
import { isWrapper } from './wrapper.ts';

test.each([
  ['', true],
  ['\uFEFF<?xml version="1.0"?>\r\n<!-- a > b --><!DOCTYPE x>\0<Events xmlns="y">', true],
  ['</Events>', true],
  ['<!---->', true],
  ['<!-->', false],
  ['<EventsX>', false],
  ['<!-- never closed', false],
  ['<?xml', false],
  ['<Events> words', false],
])('%j: %s', (text, expected) => {
  expect(isWrapper(text)).toBe(expected);
});

test('a row of comments is walked once', () => {
  expect(isWrapper(`${'<!---->'.repeat(100_000)}x`)).toBe(false);
});
