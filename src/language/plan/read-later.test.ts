import { expect, test } from 'vitest';
import type { Plan } from '../ir.ts';
import { parse } from '../parse/parse.ts';
import { scan } from './build.ts';
import type { PlanEnvironment } from './context.ts';
import { openEnvironment } from './open.ts';
import { plan } from './plan.ts';
import { visibleColumns } from './schema.ts';

const EVENTS = {
  columns: ['_time', '_raw', 'a', 'b', 'c', 'd'].map(
    (name) => ({ name, type: name === '_time' ? 'number' : 'text' }) as const,
  ),
  isOpen: false,
};

/** What `spath` keeps of the events, when those commands come behind it. */
async function keptFor(rest: string): Promise<readonly string[]> {
  const kept: Plan[] = [];
  const environment: PlanEnvironment = {
    ...openEnvironment({ catalog: { events: EVENTS } }),
    isAheadOfData: false,
    stage: async (input) => {
      kept.push(input);
      return scan({ kind: 'stage', id: kept.length }, input.schema);
    },
  };
  await plan(parse(`a=1 | spath ${rest}`), environment);
  return kept.flatMap(({ schema }) => visibleColumns(schema).map(({ name }) => name)).sort();
}

const ALL = ['_raw', '_time', 'a', 'b', 'c', 'd'];

test.each([
  ['| stats count by b', ['_raw', 'b']],
  ['| where c>1 | table b found', ['_raw', 'b', 'c']],
  ['| rename b as x | eval y=c | fields - c | stats values(x) by y', ['_raw', 'b', 'c']],
  ['| stats count by b | append [search a=2 | stats count by d]', ['_raw', 'b']],
  ['| search [search a=2 | fields c d] | stats count by b', ['_raw', 'b', 'c', 'd']],
  ['| search [search a=2 | fields c | format] | stats count by b', ALL],
  ['', ALL],
  ['| fields b*', ALL],
  ['| foreach * [eval <<FIELD>>=1] | table b', ALL],
])('behind spath, %s reads of the events %j', async (rest, expected) => {
  expect(await keptFor(rest)).toEqual(expected);
});
