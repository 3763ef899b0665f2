import { describe, expect, test } from 'vitest';
import { regexEngine } from './regex.ts';

describe('regexEngine', () => {
  test.each([
    '^\\d+\\.\\d+',
    '(?i)power(?:shell)?',
    'a\\$b',
    '[^\\\\]+\\\\',
    '(?P<name>\\w+)',
    '\\bcmd\\b|[a-f0-9]{32}',
    'a\\\\1',
  ])('RE2 runs %s as PCRE does', (pattern) => {
    expect(regexEngine(pattern)).toBe('re2');
  });

  test.each([
    'a(?=b)',
    'a(?!b)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?>a+)b',
    'a++b',
    'a*+',
    '\\Qa.b\\E',
    '(?x) a b',
    'a$',
    '\\h+',
    '(?<n>a)\\k<n>',
    '(?R)',
    'a{2000}',
    '(?|a|b)',
  ])('JavaScript runs %s', (pattern) => {
    expect(regexEngine(pattern)).toBe('js');
  });
});
