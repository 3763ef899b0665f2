import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, displayWidth, pad, visible } from './display.ts';

test.each([
  ['a\u001b[31mred', 'a\\x1b[31mred'],
  ['line\r\nnext\ttab\u0000', 'line\\r\\nnext\\ttab\\x00'],
  ['\u202egnp.exe', '\\u{202e}gnp.exe'],
  ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
  ['\u009b2J', '\\x9b2J'],
  ['\ud800', '\\u{d800}'],
  ['C:\\Windows\\é 😀', 'C:\\Windows\\é 😀'],
])('%j is shown as %j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['😀', 2],
  ['👨‍👩‍👧', 2],
  ['한글', 4],
  ['é', 1],
  ['', 0],
])('%j takes %d columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 4, 'abc…'],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
  ['abc', 1, '…'],
  ['abc', 0, ''],
])('%j cut to %d columns is %j', (text, width, expected) => {
  expect(cut(text, width)).toBe(expected);
});

test('what is cut and filled up has the width asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
      expect(displayWidth(pad(cut(visible(text), width), width))).toBe(width);
    }),
    { seed: 3 },
  );
});
