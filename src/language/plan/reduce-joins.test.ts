import { describe, expect, test } from 'vitest';
import type { Plan } from '../ir.ts';
import { parse } from '../parse/parse.ts';
import { inputsOf } from './demand.ts';
import { openEnvironment } from './open.ts';
import { plan } from './plan.ts';

const LOOKUP = {
  schema: { columns: ['name', 'kind'].map((name) => ({ name, type: 'text' as const })), isOpen: false },
  matches: [],
  isCaseSensitive: true,
  minMatches: 0,
  maxMatches: 1,
};

/** The types of the joins in a plan, from the results down, the left side first. */
async function joinsOf(spl: string): Promise<readonly string[]> {
  const catalog = { lookup: () => LOOKUP };
  const visit = (one: Plan): readonly string[] => [
    ...(one.op === 'Join' ? [one.type] : []),
    ...inputsOf(one).flatMap(visit),
  ];
  return visit(await plan(parse(spl), openEnvironment({ catalog })));
}

const COUNTED = 'x=1 | stats count by a b';

describe('joins that do less', () => {
  test('only rows whose groups have a partner are grouped', async () => {
    expect(await joinsOf(`${COUNTED} | rename a as c | join c [search y=2 | stats count as n by c]`)).toEqual([
      'inner',
      'semi',
    ]);
  });

  test('a left join keeps groups without a partner', async () => {
    expect(await joinsOf(`${COUNTED} | join type=left a [search y=2 | stats count as n by a]`)).toEqual(['left']);
  });

  test.each([
    'search kind=tool',
    'where kind="tool" AND count > 1',
    'where upper(kind)="TOOL"',
    'where isnotnull(kind)',
  ])('%s asks for what only a partner has', async (condition) => {
    expect(await joinsOf(`${COUNTED} | lookup names name as a OUTPUT kind | ${condition}`)).toEqual(['inner', 'semi']);
  });

  test.each([
    'search NOT kind=tool',
    'search kind=tool OR b=1',
    'where isnull(kind)',
    'eval kind=coalesce(kind, b) | where kind="x"',
  ])('%s may be true without a partner', async (condition) => {
    expect(await joinsOf(`${COUNTED} | lookup names name as a OUTPUT kind | ${condition}`)).toEqual(['left']);
  });

  test('what sees all groups is not given fewer', async () => {
    const spl = `${COUNTED} | eventstats sum(count) as all | lookup names name as a OUTPUT kind | search kind=tool`;
    expect(await joinsOf(spl)).toEqual(['inner']);
  });

  test('a key that is worked out behind the statistics is no key of the groups', async () => {
    const spl = `${COUNTED} | eval c=a.b | lookup names name as c OUTPUT kind | search kind=tool`;
    expect(await joinsOf(spl)).toEqual(['inner']);
  });
});
