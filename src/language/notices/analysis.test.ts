import { describe, expect, test } from 'vitest';
import { parse } from '../parse/parse.ts';
import type { Catalog, LookupTable } from '../plan/context.ts';
import { openEnvironment } from '../plan/open.ts';
import { plan } from '../plan/plan.ts';
import { openAnalysis } from './analysis.ts';

const OWNERS: LookupTable = {
  matches: [],
  isCaseSensitive: true,
  minMatches: 0,
  maxMatches: 100,
  schema: { columns: ['host', 'owner'].map((name) => ({ name, type: 'text' })), isOpen: false },
};

const CATALOG: Partial<Catalog> = { lookup: (name) => (name === 'owners' ? OWNERS : undefined) };

/** What is found in a search, as code and the text that it is about. */
async function found(spl: string): Promise<readonly string[]> {
  const search = parse(spl, {
    macros: (name) => ({ name, arguments: [], definition: 'where isnotnull(src) OR case(isnull(src), 1)=1' }),
  });
  const { planned, notices } = openAnalysis(search);
  await plan(search, { ...openEnvironment({ catalog: CATALOG }), planned });
  return notices().map(({ code, details: { span } }) => `${code} ${spl.slice(span?.start, span?.end)}`);
}

describe('fields that no command gives', () => {
  test.each([
    ['where', 'a=1 | stats count by user | where src="x"', ['SPL406 src', 'SPL409 where src="x"']],
    [
      'sort and dedup',
      'a=1 | stats count by user | sort - n | dedup src',
      ['SPL406 n', 'SPL406 src', 'SPL409 dedup src'],
    ],
    ['by', 'a=1 | table user | stats count by usr', ['SPL406 usr', 'SPL409 stats count by usr']],
    ['the argument of a statistic', 'a=1 | fields user | stats dc(src)', ['SPL406 src']],
    ['rename, told once', 'a=1 | stats count by user | rename src AS s | eval t=s', ['SPL406 src']],
    ['a subsearch', 'a=1 | append [search b=1 | stats count by u | eval v=w]', ['SPL406 w']],
    ['a field that the same eval made', 'a=1 | stats count by user | eval a=user, b=a', []],
    ['events, which may have any', 'a=1 | where src="x" | stats count by nowhere', []],
    ['fields of wildcards', 'a=1 | stats values(*) as * by user | where src="x"', []],
    [
      'what is asked for',
      'a=1 | stats count by user | eval s=coalesce(src, user) | where isnull(dest) OR dest="x"',
      [],
    ],
    ['what a macro asks for', 'a=1 | stats count by user | `filter`', []],
    ['fillnull, which makes it', 'a=1 | stats count by user | fillnull src | where src=0', []],
    ['removal', 'a=1 | stats count by user | fields - src', []],
    ['a bare a.b of two fields', 'a=1 | stats count by user | eval x=user.count', []],
    ['what a lookup adds', 'a=1 | stats count by host | lookup owners host | where owner="kim"', []],
  ])('%s', async (_, spl, expected) => {
    expect(await found(spl)).toEqual(expected);
  });
});

describe('conditions', () => {
  test.each([
    ['a value that if() never gives', 'a=1 | eval k=if(b=1, "x", "y") | where k="z"', ['SPL407 "z"']],
    ['a number that case() never gives', 'a=1 | eval k=case(b=1, 10, true(), 20) | where k>20', ['SPL407 k>20']],
    ['a value behind statistics', 'a=1 | eval k=if(b=1, 1, 2) | stats values(k) as k by u | search k=3', ['SPL407 3']],
    ['search, which compares without case', 'a=1 | eval k=lower(b) | search k="ABC"', []],
    ['where, which does not', 'a=1 | eval k=lower(b) | where k="ABC"', ['SPL408 "ABC"']],
    ['in() and IN', 'a=1 | eval k=upper(b) | where in(k, "A", "b") OR k IN ("c")', ['SPL408 "b"', 'SPL408 "c"']],
    ['a field of events, which may be anything', 'a=1 | where k="ABC" AND count="text"', []],
    ['a count below one', 'a=1 | stats count by u | where count < 1', ['SPL407 count < 1']],
    ['a count without groups', 'a=1 | stats count | where count < 1', []],
    ['two values of a group', 'a=1 | stats count by u | where u="a" AND u="b"', ['SPL407 "b"']],
    ['two values of a field that may have several', 'tag=a tag=b x=1 x=2 | where y="a" AND y="b"', []],
    ['two values that wildcards allow', 'process_name=cmd* process_name=*exe', []],
    ['two lists with a common value', 'EventCode IN (1, 2) EventCode=2', []],
    ['a range around one number', 'a=1 | where n >= 5 AND n <= 5', []],
    ['no value where there is one', 'a=1 | stats count by u | where isnull(u)', ['SPL407 isnull(u)']],
    ['no value of a statistic', 'a=1 | stats max(n) as n by u | where isnull(n)', []],
    [
      'a value through many steps',
      `a=1 | eval k="x"${' | eval k=if(b=1, k, k)'.repeat(40)} | where k="y"`,
      ['SPL407 "y"'],
    ],
  ])('%s', async (_, spl, expected) => {
    expect((await found(spl)).filter((one) => !one.startsWith('SPL409'))).toEqual(expected);
  });
});

describe('the whole search', () => {
  test.each([
    [
      'a join over a field of one side',
      'a=1 | stats count by u | join u [search b=1 | stats count as n by v]',
      ['SPL410 u', 'SPL409 join u [search b=1 | stats count as n by v]'],
    ],
    [
      'a left join over it',
      'a=1 | stats count by u | join type=left u [search b=1 | stats count as n by v]',
      ['SPL410 u'],
    ],
    ['no results that are counted', 'a=1 | stats count by u | search word | stats count', []],
    ['no results beside others', 'a=1 | stats count by u | search word | append [search b=1]', []],
    ['a subsearch without results', 'a=1 | append [search b=1 | stats count by u | search word]', []],
    ['a column that a lookup lacks', 'a=1 | lookup owners host OUTPUT ownr', ['SPL411 ownr']],
    ['a lookup that nobody knows', '| makeresults | eval a=1', []],
    ['all events', 'index=* | stats count by u', ['SPL413 index=*']],
    ['all events, some of them kept', '* | stats count by u | where count > 5', []],
    [
      'a pattern that never ends',
      'a=1 | rex field=b "(?<x>(a+)+)$" | regex c="(b*)*z"',
      ['SPL414 (?<x>(a+)+)$', 'SPL414 (b*)*z'],
    ],
  ])('%s', async (_, spl, expected) => {
    expect(await found(spl)).toEqual(expected);
  });
});
