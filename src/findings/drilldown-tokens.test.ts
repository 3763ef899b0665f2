import { describe, expect, test } from 'vitest';
import { fillSearch } from './drilldown-tokens.ts';

const ROW = {
  user: 'kim',
  name: 'Kim Lee',
  path: 'C:\\Temp\\"x"',
  hosts: ['ws-01', 'ws "2"'],
  count: 3,
  evil: 'x" OR index=* | delete "',
  bare: 'x | delete',
  macro: '`all`',
  sub: '[search index=*]',
  word: 'OR',
  dollar: '$user$',
  star: 'ws-*',
};

describe('a token becomes a value', () => {
  test.each([
    ['in quotes', 'search user = "$user$"', 'search user = "kim"'],
    ['without quotes', 'search user=$user$ count>$count$', 'search user=kim count>3'],
    ['with quotes of its own where it needs them', 'search name=$name$', 'search name="Kim Lee"'],
    ['whose quotes and backslashes are escaped', 'where p="$path$"', 'where p="C:\\\\Temp\\\\\\"x\\""'],
    ['with the words around it', 'search path=*\\$user$\\*', 'search path="*\\kim\\*"'],
    ['with a backslash behind it', 'search path=$name$\\ x', 'search path="Kim Lee\\\\" x'],
    ['inside of a longer text', 'eval m="by $user$ on $user$"', 'eval m="by kim on kim"'],
    ['that asks for quotes', 'search user=$user|s$ n=$name|s$', 'search user=kim n="Kim Lee"'],
    ['of a list', 'search o IN ($user$, "$name$")', 'search o IN (kim, "Kim Lee")'],
    ['whose dollar signs mean nothing', 'search a=$dollar$ b=$user$', 'search a="$user$" b=kim'],
    ['that is a word of the language', 'search a=$word$', 'search a="OR"'],
    ['with a wildcard, which it keeps', 'search a=$star$', 'search a="ws-*"'],
  ])('%s', (_, template, filled) => {
    expect(fillSearch(template, ROW)).toEqual({ search: filled, missing: [] });
  });

  test.each([
    ['a quotation mark', '$evil$', '"x\\" OR index=* | delete \\""'],
    ['a pipe', '$bare$', '"x | delete"'],
    ['a macro', '$macro$', '"`all`"'],
    ['a subsearch', '$sub$', '"[search index=*]"'],
  ])('and nothing else, where it holds %s', (_, token, value) => {
    expect(fillSearch(`search a=${token}`, ROW).search).toBe(`search a=${value}`);
    expect(fillSearch(`search a="${token}"`, ROW).search).toBe(`search a=${value}`);
  });
});

describe('a token with several values becomes', () => {
  test.each([
    ['alternatives', 'search dest = "$hosts$" user=x', 'search (dest="ws-01" OR dest="ws \\"2\\"") user=x'],
    ['alternatives without quotes', '| search dest=$hosts$', '| search (dest="ws-01" OR dest="ws \\"2\\"")'],
    ['none of them', 'where dest!="$hosts$"', 'where (dest!="ws-01" AND dest!="ws \\"2\\"")'],
    ['alternatives of a quoted field', 'where \'a b\'=="$hosts$"', 'where (\'a b\'=="ws-01" OR \'a b\'=="ws \\"2\\"")'],
    ['items of a list', 'search o IN ("$hosts$", $user$)', 'search o IN ("ws-01", "ws \\"2\\"", kim)'],
    ['one text elsewhere', 'search "$hosts$"', 'search "ws-01 ws \\"2\\""'],
    ['a part of a text', 'eval m="on $hosts$!"', 'eval m="on ws-01 ws \\"2\\"!"'],
  ])('%s', (_, template, filled) => {
    expect(fillSearch(template, ROW).search).toBe(filled);
  });
});

test('a token without a value stays, and is told', () => {
  expect(fillSearch('search a="$nothing$" b=$user$ c=$nothing$', ROW)).toEqual({
    search: 'search a="$nothing$" b=kim c=$nothing$',
    missing: ['nothing'],
  });
});

test('dollar signs of other kinds stay', () => {
  const spl = 'rex "cost \\$(?<cost>\\d+)$" | eval x="$" | where match(y, "a$")';
  expect(fillSearch(spl, ROW).search).toBe(spl);
});
