import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import { compileRegex, regexChoice, regexMatcher } from './index.ts';

/** The first match and its groups, as JavaScript finds them; null for none. */
function found(pattern: string, text: string): (string | undefined)[] | null {
  const match = regexMatcher(compileRegex(pattern))?.match(text);
  return match === undefined ? null : [text.slice(match.start, match.end), ...match.groups];
}

/** Code, message and place in the pattern. */
function problemOf(pattern: string): unknown {
  try {
    return compileRegex(pattern);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.code, error.message, error.details.span];
  }
}

// What is expected was found by PCRE2 10.42 in UTF mode.
describe('JavaScript matches as PCRE does', () => {
  test.each<[string, string, (string | undefined)[] | null]>([
    ['a$', 'ba\n', ['a']],
    ['a\\z', 'ba\n', null],
    ['(?m)^x', 'a\nx', ['x']],
    ['(?m)^$', 'a\n', null],
    ['a{,2}', 'a{,2}', ['a{,2}']],
    ['(?i)k', '\u212a', ['\u212a']],
    ['(?i)\\w', '\u212a', null],
    ['(?i)\\p{Lu}', 'a', null],
    ['(?i)[[:upper:]]', 'a', ['a']],
    ['a(?i)b|c', 'C', ['C']],
    ['(a*)?', 'b', ['', '']],
    ['(?:a*)?b', 'b', ['b']],
    ['a++a', 'aaa', null],
    ['(?>a|ab)c', 'abc', null],
    ['(?|(a)|(b))\\1', 'abb', ['bb', 'b']],
    ['(?<n>a|b)\\k<n>\\g{-1}', 'bbb', ['bbb', 'b']],
    ['a\\Kb', 'ab', ['b']],
    ['(?1)(a|b)', 'ba', ['ba', 'a']],
    ['(?(?=a)ab|c)d', 'cd', ['cd']],
    ['a\\Qb.\\E+', 'ab...', ['ab...']],
    ['[\\Qa]\\E]+', 'a]]', ['a]]']],
    ['(?x) a b # c\nc', 'abc', ['abc']],
    ['(?x)a+ ?', 'aa', ['a']],
    ['\\R', 'a\r\n', ['\r\n']],
    ['\\18', '\u00018', ['\u00018']],
    ['\\x{202E}', 'a\u202e', ['\u202e']],
    ['[]a]+', ']a', [']a']],
    ['(?<=a|bc)d', 'bcd', ['d']],
    ['\\h\\H\\N', '\u00a0ab', ['\u00a0ab']],
    ['.', '\u{1f600}', ['\u{1f600}']],
    ['(*UTF8)(*BSR_ANYCRLF)\\R', '\u2028', null],
  ])('%s on %j', (pattern, text, expected) => {
    expect(found(pattern, text)).toEqual(expected);
  });

  test('no match starts inside of a character', () => {
    expect(found('(?!a?(?>)|b)', '\u{1f600}')).toBeNull();
  });
});

describe('matchers', () => {
  const matcher = (pattern: string) => {
    const made = regexMatcher(compileRegex(pattern));
    if (made === undefined) throw new Error(`no translation of ${pattern}`);
    return made;
  };

  test('replace every match, or the first ones', () => {
    expect(matcher('(\\w+) (\\w+)').replace('hello big world out', '<\\2 \\1>')).toBe('<big hello> <out world>');
    expect(matcher('a').replace('aaa', 'b', 1)).toBe('baa');
    expect(matcher('x*').replace('\u{1f600}a', '-')).toBe('-\u{1f600}-a-');
  });

  test('put nothing for groups without a match and for those that do not exist', () => {
    expect(matcher('(a)|(b)').replace('ab', '[\\1\\2\\3]')).toBe('[a][b]');
    expect(matcher('b').replace('abc', '\\0\\\\\\n')).toBe('ab\\\\nc');
  });

  test('find matches up to a limit', () => {
    expect(matcher('(\\d)').matches('1 2 3', 2)).toEqual([
      { start: 0, end: 1, groups: ['1'] },
      { start: 2, end: 3, groups: ['2'] },
    ]);
    expect(matcher('a').matches('aaa', 0)).toEqual([]);
  });
});

describe('RE2 gets what it finds identically', () => {
  test.each<[string, ReturnType<typeof compileRegex>['re2']]>([
    ['(?i)cmd\\.exe', { test: '(?i:cmd)\\.(?i:exe)', groups: '(?i:cmd)\\.(?i:exe)', spans: '(?i:cmd)\\.(?i:exe)' }],
    ['(\\s)a$', { test: '(?:[\\x{9}-\\x{d} ])a\\n?\\z', groups: '([\\x{9}-\\x{d} ])a\\n?\\z' }],
    ['(a$)', { test: '(?:a\\n?\\z)' }],
    ['a$b', {}],
    ['(?:a*)*b', { test: '(?:a*)*b' }],
    ['a*', { test: 'a*', groups: 'a*' }],
    ['a{1001}', {}],
    ['a(?=b)', {}],
    ['\\Ba', {}],
  ])('%s', (pattern, expected) => {
    expect(compileRegex(pattern).re2).toEqual(expected);
  });

  test('a group in a loop that may skip it is read by RE2 alone', () => {
    expect(regexChoice(compileRegex('(?:(a)|b)*c'), 'groups', [1])).toEqual({ engine: 're2', pattern: '(?:(a)|b)*c' });
    expect(() => regexChoice(compileRegex('(?:(a)|b)*+c'), 'groups', [1])).toThrow(
      'karst does not run reading a group in a loop that may skip it in a regular expression',
    );
  });
});

describe('what is refused', () => {
  test.each<[string, string, string, number, number]>([
    ['a[bc', 'SPL115', 'invalid regular expression: an unclosed character class', 1, 4],
    ['a)', 'SPL115', 'invalid regular expression: a closing parenthesis without an opening one', 1, 2],
    ['x(', 'SPL115', 'invalid regular expression: an unclosed parenthesis', 1, 2],
    ['a**', 'SPL115', 'invalid regular expression: a quantifier without anything to repeat', 2, 3],
    ['ab\\i', 'SPL115', 'invalid regular expression: an unknown escape \\i', 2, 4],
    ['(?<a>x)(?<a>y)', 'SPL115', 'invalid regular expression: two groups with the name a', 7, 12],
    ['(?<=a+)b', 'SPL115', 'invalid regular expression: a lookbehind whose length is not fixed', 4, 6],
    ['a\\2', 'SPL115', 'invalid regular expression: a reference to a group that does not exist: 2', 1, 3],
    ['[z-a]', 'SPL115', 'invalid regular expression: a range in a character class that ends before it starts', 1, 4],
    ['a{3,2}', 'SPL115', 'invalid regular expression: a quantifier whose second number is the smaller one', 1, 6],
    ['\\p{Nope}', 'SPL115', 'invalid regular expression: an unknown Unicode property Nope', 0, 8],
    ['a(?R)?', 'SPL304', 'karst does not run recursion in a regular expression', 1, 5],
    [
      '(a)?\\1',
      'SPL304',
      'karst does not run a reference to a group that may not have matched in a regular expression',
      4,
      6,
    ],
    ['\\X', 'SPL304', 'karst does not run \\X in a regular expression', 0, 2],
    ['a(*SKIP)b', 'SPL304', 'karst does not run the verb (*SKIP) in a regular expression', 1, 8],
    ['(*UCP)\\w', 'SPL304', 'karst does not run the setting (*UCP) in a regular expression', 0, 6],
  ])('%s', (pattern, code, message, start, end) => {
    expect(problemOf(pattern)).toEqual([code, message, { start, end }]);
  });
});
