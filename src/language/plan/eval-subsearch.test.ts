import { expect, test } from 'vitest';
import { parse } from '../parse/parse.ts';
import { demand } from './demand.ts';
import { openEnvironment } from './open.ts';
import { plan } from './plan.ts';

async function asked(spl: string) {
  const environment = openEnvironment();
  const planned = await plan(parse(spl), environment);
  return demand([planned, ...environment.stages]).events;
}

test('ahead of the data all fields are asked for, since the text of a subsearch may name any', async () => {
  expect(await asked('search a=1 | where [search b=1 | return c] | table d')).toBe('all');
  expect(await asked('search a=1 | eval e=[search b=1 | return $c] | table e')).toBe('all');
  expect(await asked('search a=1 | where e=1 | table d')).toEqual(['_time', 'a', 'd', 'e']);
});
