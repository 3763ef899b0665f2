import { describe, expect, test } from 'vitest';
import { backtracking } from './backtracking.ts';
import { parsePattern } from './parse.ts';

/** The part of the pattern that explodes; undefined for none. */
function explosive(pattern: string): string | undefined {
  const found = backtracking(parsePattern(pattern, { isCaseless: false }).root);
  return found === undefined ? undefined : pattern.slice(found.span.start, found.span.end);
}

describe('loops that read one text in several ways', () => {
  test.each([
    ['(a+)+$', '(a+)+'],
    ['(a*)*b', '(a*)*'],
    ['(a|a)*b', '(a|a)*'],
    ['(a|aa)+$', '(a|aa)+'],
    ['^(\\w+\\s?)*\\z', '(\\w+\\s?)*'],
    ['(.*,)+x', '(.*,)+'],
    ['(\\d{1,3})+x', '(\\d{1,3})+'],
    ['(?=(a+)+b)c', '(a+)+'],
    ['(?:(?:a+)+b)*', '(?:a+)+'],
    ['((?:a|b|ab)*c)*d', '(?:a|b|ab)*'],
    ['.*.*.*.*x', '.*.*.*.*'],
  ])('%s', (pattern, part) => {
    expect(explosive(pattern)).toBe(part);
  });
});

describe('loops that are read in one way, or followed by nothing that fails', () => {
  test.each([
    '(\\w+\\s)+x',
    '(\\d{1,3}\\.)+x',
    '(a|b)*c',
    '(a+)+',
    '(?>a+)+b',
    '(?:a++)+b',
    '([^\\\\]*\\\\)*x',
    'n*d*o*w*s*t*x',
    '(.*?);(.*?);(.*?);(.*?)$',
    '\\w+@\\w+',
  ])('%s', (pattern) => {
    expect(explosive(pattern)).toBeUndefined();
  });
});
