import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/problem.ts';
import type { Plan, Row, Schema } from '../ir.ts';
import { parse } from '../parse/parse.ts';
import type { PlanEnvironment } from './context.ts';
import { demand } from './demand.ts';
import { describePlan } from './describe.ts';
import { openEnvironment } from './open.ts';
import { plan } from './plan.ts';

const described = async (spl: string, environment: PlanEnvironment = openEnvironment()) =>
  describePlan(await plan(parse(spl), environment));

const problem = async (spl: string, environment: PlanEnvironment = openEnvironment()) => {
  try {
    await plan(parse(spl), environment);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  return expect.unreachable();
};

describe('demand', () => {
  const demanded = async (...searches: readonly string[]) =>
    demand(await Promise.all(searches.map(async (spl) => await plan(parse(spl), openEnvironment()))));

  test('a search that ends in certain fields loads those that it reads', async () => {
    const { events, datasets } = await demanded('a=1 | eval b=c.d, unused=e | stats count by b', 'f=2 | table g');
    expect(events).toEqual(['_time', 'a', 'c', 'c.d', 'd', 'f', 'g']);
    expect([...datasets]).toEqual([]);
  });

  test.each(['a=1', 'a=1 | fields u*', 'a=1 | stats values(*) as *', 'a=1 | table *', 'a=1 | rename a as b'])(
    '%s shows what is not known yet: everything is loaded',
    async (spl) => {
      expect((await demanded(spl)).events).toBe('all');
    },
  );

  test('fields asked beyond a renaming are asked of the events', async () => {
    expect((await demanded('x=1 | rename a as b | stats count by b, c')).events).toEqual(['_time', 'a', 'c', 'x']);
  });

  test('no events are read without a search of events', async () => {
    expect((await demanded('| makeresults | eval a=1')).events).toBeUndefined();
  });
});

describe('subsearches', () => {
  const withRows = (rows: readonly Row[]): PlanEnvironment => ({
    ...openEnvironment(),
    isAheadOfData: false,
    rows: async () => rows,
  });

  test('results become terms, fields in alphabetical order, internal ones left out', async () => {
    const rows = [{ b: 'x*', a: ['p', 'q'], _time: 5 }, { a: 'r' }];
    expect(await described('k=1 [search z=1] | table k', withRows(rows))).toContain(
      'or(and(or(caselessEquals(a, "p"), caselessEquals(a, "q")), wildcardMatch(b, "x*")), caselessEquals(a, "r"))',
    );
  });

  test('a field named search or query is the text of the search', async () => {
    expect(await described('k=1 [search z=1] | table k', withRows([{ query: 'a=1 OR b=2', c: '3' }]))).toContain(
      'or(caselessEquals(a, "1"), caselessEquals(b, "2"))',
    );
  });

  test('no results match nothing', async () => {
    expect(await described('[search z=1] | table k', withRows([]))).toContain('Filter false');
    expect(await described('NOT [search z=1] | table k', withRows([]))).not.toContain('Filter');
  });

  test('what is run is ready to be run', async () => {
    const run: Plan[] = [];
    const rows = async (given: Plan) => {
      run.push(given);
      return [];
    };
    const environment = { ...withRows([]), rows };
    await plan(parse('[search z=1 | eval y=2 | fields z | table z] | table k'), environment);
    expect(run.map(describePlan)).toEqual([
      'Project z, #order = _time, #seq\n  Project z, _time, #seq\n    Filter caselessEquals(z, "1")\n      Scan events: _time number, z',
    ]);
  });
});

describe('problems', () => {
  test('a command that is not run is named, with its place', async () => {
    const { code, message, details } = await problem('a=1 | geostats count | table b');
    expect([code, message]).toEqual(['SPL301', 'karst does not run the command "geostats"']);
    expect(details.text?.slice(details.span?.start, details.span?.end)).toBe('geostats count');
  });

  test('a place in a macro is that of its call', async () => {
    const macros = () => ({ name: 'm', arguments: [], definition: 'eval x=(a=1)' });
    const search = parse('a=1 | `m`', { macros });
    await expect(plan(search, openEnvironment())).rejects.toMatchObject({
      code: 'SPL201',
      message: 'expected a value, found a condition, in the macro "m", which expands to: eval x=(a=1)',
      details: { text: 'a=1 | `m`', span: { start: 6, end: 9 } },
    });
  });

  test('a name that only the planner may use', async () => {
    const { code, details } = await problem('a=1 | eval "\u0001seq"=5');
    expect([code, details.span]).toEqual(['SPL105', { start: 12, end: 13 }]);
  });

  test('a pipeline without end', async () => {
    const { code, message } = await problem(`a=1${' | head 5'.repeat(600)}`);
    expect([code, message]).toEqual(['SPL303', 'karst runs at most 500 commands in a row']);
  });

  test('the longest pipeline is planned', async () => {
    await expect(described(`a=1${' | dedup a'.repeat(499)}`)).resolves.toContain('Scan events');
  });
});

test('a child dataset is the rows of its root that say they belong to it', async () => {
  const schema: Schema = {
    columns: [
      { name: '_nodename', type: 'multi' },
      { name: 'a', type: 'text' },
    ],
    isOpen: false,
  };
  const root = { model: 'M', dataset: 'D', root: 'D', path: ['D'], fields: ['a'], schema };
  const child = { ...root, dataset: 'C', path: ['D', 'C'] };
  const environment = openEnvironment({ catalog: { models: () => ['M'], datasets: () => [root, child] } });
  const scan = '    Scan dataset M.D: _nodename multi, a';
  const wanted = 'anyValue(_nodename, #value → textEquals(#value, "D.C"))';
  expect(await described('| tstats count from datamodel=M.C where D.C.a=x by D.a', environment)).toBe(
    `Aggregate count = count() by D.a = a\n  Filter and(${wanted}, caselessEquals(a, "x"), isNotNull(a))\n${scan}`,
  );
});

test('warnings name fields that the data model lacks', async () => {
  const warnings: string[] = [];
  const dataset = {
    model: 'M',
    dataset: 'D',
    root: 'D',
    path: ['D'],
    fields: ['a'],
    schema: { columns: [], isOpen: true },
  };
  const environment = {
    ...openEnvironment({ catalog: { models: () => ['M'], datasets: () => [dataset] } }),
    warn: (message: string) => warnings.push(message),
  };
  await plan(parse('| tstats count from datamodel=M.D by D.a, D.b'), environment);
  expect(warnings).toEqual(['the data model has no field "D.b": it has no value in any result']);
});
