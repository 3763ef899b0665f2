import { describe, expect, test } from 'vitest';
import type { Expr } from '../ir.ts';
import { parse } from '../parse/parse.ts';
import { scanDemands } from './demand.ts';
import { openEnvironment } from './open.ts';
import { plan } from './plan.ts';

/** Which texts are asked of which fields of events, in the order of the conditions; undefined where any event may do. */
async function asked(spl: string): Promise<readonly string[] | undefined> {
  const environment = openEnvironment();
  const last = await plan(parse(spl), environment);
  const [events] = scanDemands([...environment.stages, last], environment.begun);
  return events?.conditions?.map(written);
}

function written(expr: Expr): string {
  if (expr.kind === 'Column') return expr.name;
  if (expr.kind === 'Literal') return String(expr.value);
  if (expr.kind === 'Lambda') return written(expr.body);
  return `${expr.fn}(${expr.args.map(written).join(' ')})`;
}

describe('what a search that map runs asks of events', () => {
  test('is what it asks for every value', async () => {
    const conditions = await asked('search a=1 | stats count by b | map search="search c=2 d=$b$ | table e"');
    expect(conditions).toEqual(['caselessEquals(a 1)', 'caselessEquals(c 2)']);
  });

  test.each([
    ['nothing beside the value', '| makeresults | map search="search d=$_time$"'],
    ['one thing or the other', '| makeresults | map search="search c=2 OR d=$_time$"'],
    ['a field that the value names', '| makeresults | map search="search $_time$=2"'],
    ['a time that it may be', '| makeresults | map search="search c=2 earliest=$_time$"'],
  ])('is nothing where it is %s', async (_, spl) => {
    expect(await asked(spl)).toBeUndefined();
  });
});

test('what follows a search with other commands counts no more', async () => {
  expect(await asked('search a=1 | search b=2 | eval c=3 | search d=4')).toEqual([
    'and(caselessEquals(a 1) caselessEquals(b 2))',
  ]);
});
