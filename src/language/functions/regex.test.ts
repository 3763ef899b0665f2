import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { regexOf } from './regex.ts';

const SPAN = { start: 10, end: 20 };

describe('regexOf', () => {
  test.each([
    ['^\\d+\\.\\d+', '^[0-9]+\\.[0-9]+'],
    ['(?i)power(?:shell)?', '(?i:power)(?:(?i:shell))?'],
    ['a\\$b$', 'a\\$b\\n?\\z'],
    ['(?P<name>\\w+)', '(?:[0-9A-Z_a-z]+)'],
  ])('RE2 tests for %s', (pattern, re2) => {
    expect(regexOf(pattern, SPAN, 'test')).toMatchObject({ engine: 're2', pattern: re2 });
  });

  test.each(['a(?=b)', '(?<!a)b', '(a)\\1', '(?>a+)b', 'a++b', '\\R', '\\p{Lu}'])('JavaScript runs %s', (pattern) => {
    expect(regexOf(pattern, SPAN, 'test')).toMatchObject({ engine: 'js', pattern });
  });

  test('a problem stands where the pattern stands, and says where in the pattern', () => {
    expect(problemOf('ab(?R)')).toEqual([
      'SPL304',
      'karst does not run recursion in a regular expression, at character 3, (?R)',
      { span: SPAN },
    ]);
    expect(problemOf('a[bc')).toEqual([
      'SPL115',
      'invalid regular expression: an unclosed character class, at character 2, [bc',
      { span: SPAN, hint: 'a literal bracket is \\[' },
    ]);
  });
});

function problemOf(pattern: string): unknown {
  try {
    return regexOf(pattern, SPAN, 'test');
  } catch (error) {
    return error instanceof Problem ? [error.code, error.message, error.details] : error;
  }
}
