import { describe, expect, test } from 'vitest';
import { code, codeInCell } from './markdown-text.ts';

describe('code', () => {
  test.each([
    ['a*b*', '`a*b*`'],
    ['`', '`` ` ``'],
    ['a``b`', '``` a``b` ```'],
    [' x', '`  x `'],
    ['  ', '`  `'],
    ['', '(empty)'],
    ['a\nb\u202e', '`a\\nb\\u{202e}`'],
  ])('of %j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test('counts what it leaves out', () => {
    expect(code('x'.repeat(1003))).toBe(`\`${'x'.repeat(1000)}\` (and 3 more characters)`);
  });

  test('has no bar in a cell', () => {
    expect(codeInCell('a|b\\|c')).toBe('`a\\x7cb\\\\x7cc`');
  });
});
