import { describe, expect, test } from 'vitest';
import type { Schema } from '../ir.ts';
import { parseSearchExpression } from '../parse/fragments.ts';
import { exprText } from './describe.ts';
import { openEnvironment } from './open.ts';
import type { Scope } from './scope.ts';
import { lowerSearch } from './search.ts';

const SCHEMA: Schema = {
  columns: [
    { name: 't', type: 'text' },
    { name: 'n', type: 'number' },
    { name: 'm', type: 'multi' },
    { name: '_raw', type: 'text' },
  ],
  isOpen: false,
};

const context = {
  environment: openEnvironment(),
  expansion: { source: '', text: '', pieces: [] },
  readLater: () => Promise.resolve('all' as const),
  subsearch: () => Promise.reject(new Error('no subsearch here')),
  pipeline: () => Promise.reject(new Error('no pipeline here')),
  text: () => Promise.reject(new Error('no pipeline here')),
};

const lowered = (spl: string, scope: Partial<Scope> = {}) =>
  exprText(lowerSearch(parseSearchExpression(spl), { context, schema: SCHEMA, ...scope })).replaceAll("'", '');

describe('terms of the search language', () => {
  test.each([
    ['t=Abc', 'caselessEquals(t, "Abc")'],
    ['t="a*c"', 'wildcardMatch(t, "a*c")'],
    ['t=*', 'isNotNull(t)'],
    ['t!=a', 'and(isNotNull(t), not(caselessEquals(t, "a")))'],
    ['NOT t=a', 'not(isTrue(caselessEquals(t, "a")))'],
    ['NOT t=*', 'not(isNotNull(t))'],
    ['t!=*', 'and(isNotNull(t), not(isNotNull(t)))'],
    ['t=10.0.0.0/8', 'cidrMatch(t, "10.0.0.0/8")'],
    ['t=10.0.0.0/64', 'caselessEquals(t, "10.0.0.0/64")'],
    ['t=2001:db8::/32', 'cidrMatch(t, "2001:db8::/32")'],
    ['t IN (a, b)', 'caselessIn(t, "a", "b")'],
    ['t IN (a, b, c*)', 'or(caselessIn(t, "a", "b"), wildcardMatch(t, "c*"))'],
    ['t IN (a)', 'caselessEquals(t, "a")'],
    ['t>5', 'dynamicLess("5", t)'],
    ['t>=b', 'textLessOrEqual("b", t)'],
    ['n=5', 'numberEquals(n, 5)'],
    ['n=5.0', 'caselessEquals(toText(n), "5.0")'],
    ['n<5', 'numberLess(n, 5)'],
    ['m=a', 'anyValue(m, #value → caselessEquals(#value, "a"))'],
    ['m!=a', 'and(isNotNull(m), anyValue(m, #value → not(caselessEquals(#value, "a"))))'],
    ['nosuch=a', 'false'],
    ['NOT nosuch=a', 'true'],
    ['*', 'true'],
    ['word', 'keywordMatch(_raw, "word")'],
    ['"two words"', 'keywordMatch(_raw, "two words")'],
    ['TERM(a.b)', 'termMatch(_raw, "a.b")'],
    ['CASE(Word)', 'keywordMatchCased(_raw, "Word")'],
    ['t=a OR t=b n=1', 'and(or(caselessEquals(t, "a"), caselessEquals(t, "b")), numberEquals(n, 1))'],
  ])('%s', (spl, expected) => {
    expect(lowered(spl)).toBe(expected);
  });

  test('words match nothing where no raw event is passed on', () => {
    expect(lowered('word', { schema: { columns: [], isOpen: false } })).toBe('false');
  });

  test('under NOT, numbers need the field in tstats', () => {
    const scope = { omitsMissingNumbers: true };
    expect(lowered('NOT t=5', scope)).toBe('and(not(isTrue(caselessEquals(t, "5"))), isNotNull(t))');
    expect(lowered('NOT t=a', scope)).toBe('not(isTrue(caselessEquals(t, "a")))');
  });
});
